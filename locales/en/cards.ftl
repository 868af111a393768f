# Cards in the branches' groups and private notices
topic-bookings = Bookings
topic-handovers = Handovers and returns
topic-cash = Cash
topic-maintenance = Maintenance
topic-trips = Trips
topic-plan = Day plan
topic-alerts = Alerts
topic-car = Car { $id }

booking-title = Booking { $id }
booking-planned = Planned
booking-in-rent = On rent
booking-returned = Returned
booking-deleted = Deleted
booking-no-car = No car assigned
booking-no-responsible = No responsible person yet
booking-money = Total { $total }, deposit { $deposit }
booking-issued-at = Handed over at { $at }
booking-incomplete = Car details are still loading from RentProg

readiness-title = Ready to hand over? { $at }
readiness-car-here = Car is at the branch
readiness-car-elsewhere = Car is at another branch: { $branch }
readiness-clean = Car is clean
readiness-dirty = Car is dirty
readiness-mileage = Mileage: { $km } km
readiness-deposit = Deposit: { $amount }
readiness-issued = The car has been handed over

reminder-issue = 🔔 Handover coming up
reminder-issue-overdue = 🔴 Handover overdue
reminder-seen = Marked as seen
reminder-seen-before = You have already marked this reminder as seen

button-issue = Hand over
button-issue-start = ▶️ Start the handover
button-seen = 👌 Seen

approval-deposit-title = ❗️ Handover without a deposit: please decide
approval-pending = ⏳ Waiting for the manager’s decision
approval-approved = Approved by { $name } at { $at }
approval-rejected = Rejected by { $name } at { $at }
approval-expired = Nobody decided in time, { $at }
approval-withdrawn = Request withdrawn at { $at }
approval-done = Your decision is recorded
approval-was-decided = Already decided: see the card
button-approve = ✅ Approve
button-reject = ❌ Reject

summary-title = Handed over: { $car }
summary-photos = Handover photos: { $car }, booking { $id }
summary-missing = Missing: { $parts }
handover-line = { $at } · { $car } handed over, booking { $id }, { $name }

alert-dead-job = Job { $kind } no. { $id } failed and will not be retried
alert-failed-step = Route { $route }: step { $step } failed and will not be retried
alert-quarantine = Unrecognised event: { $source }, { $branch }
alert-quarantine-kept = Kept in full under { $id }
alert-undelivered = A message was not delivered: { $lane }
alert-correlation = Look in the log for { $id }
button-retry = 🔁 Try again
job-retried = The job is queued again
job-not-dead = This job is no longer dead
