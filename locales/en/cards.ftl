# Cards in the branches' groups and private notices
topic-bookings = Bookings
topic-handovers = Handovers and returns
topic-cash = Cash
topic-maintenance = Maintenance
topic-trips = Trips
topic-plan = Day plan
topic-alerts = Alerts
topic-car = Car { $id }
topic-client = A client

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


button-issue-start = ▶️ Start the handover

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
