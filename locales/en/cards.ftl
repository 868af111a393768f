# Cards in the branches' groups and private notices
topic-bookings = Bookings
topic-handovers = Handovers
topic-cash = Cash
topic-alerts = Alerts
topic-car = Car { $id }

booking-title = Booking { $id }
booking-planned = Planned
booking-in-rent = On rent
booking-returned = Returned
booking-deleted = Deleted
booking-no-car = No car assigned
booking-no-responsible = Nobody is responsible yet
booking-money = Total { $total }, deposit { $deposit }
booking-issued-at = Issued at { $at }
booking-incomplete = Car details are still being fetched from RentProg

readiness-title = Ready to issue? { $at }
readiness-car-here = Car is at the branch
readiness-car-elsewhere = Car is at another branch: { $branch }
readiness-clean = Car is clean
readiness-dirty = Car is dirty
readiness-mileage = Mileage: { $km } km
readiness-deposit = Deposit: { $amount }
readiness-issued = The car has been issued

reminder-issue = 🔔 A car is due to be issued
reminder-issue-overdue = 🔴 A car should have been issued by now
reminder-seen = Noted: you have seen it
reminder-seen-before = You have already marked this one as seen

button-issue = Issue
button-issue-start = ▶️ Start the issue
button-seen = 👌 Seen

approval-deposit-title = ❗️ Issue without a deposit: your decision, please
approval-pending = ⏳ Waiting for a manager
approval-approved = Approved by { $name } at { $at }
approval-rejected = Rejected by { $name } at { $at }
approval-expired = Nobody decided in time, { $at }
approval-withdrawn = Withdrawn at { $at }
approval-done = Your decision is recorded
approval-was-decided = Already decided: see the card
button-approve = ✅ Approve
button-reject = ❌ Reject

summary-title = Issued: { $car }
summary-photos = Photos of the issue: { $car }, booking { $id }
summary-missing = Missing: { $parts }
handover-line = { $at } · { $car } issued, booking { $id }, { $name }

alert-dead-job = Job { $kind } no. { $id } has failed for good
alert-failed-step = Route { $route }: step { $step } has failed for good
alert-quarantine = An event that nobody understands: { $source }, { $branch }
alert-quarantine-kept = Kept whole under { $id }
alert-undelivered = A message was not delivered: { $lane }
alert-correlation = Look in the log for { $id }
