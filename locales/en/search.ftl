# Search: the pages of a car and a booking, search in any chat
command-car = Find a car
command-booking = Find a booking

car-ask = Which car? Send the plate, a part of it, or the model.
car-how-to-ask = Write the plate any way you like: AA123BB, aa 123 bb, 123. Or the model.
car-not-found = No car found for “{ $typed }”.
car-unknown = There is no such car: it may have left the fleet.
car-elsewhere = This car is not in your branches.
cars-found = Which one?
cars-more = …and more: type more of the plate.

car-free = 🟢 Free
car-free-until = 🟢 Free until { $until }
car-rented = 🔑 On rent
car-rented-until = 🔑 On rent until { $until }
car-in-service = 🔧 In the workshop since { $since }
car-mileage = { $km } km
car-fuel = fuel { $eighths }/8
car-clean = clean
car-dirty = dirty
car-now = With the client now
car-next = Next
car-incidents =
    { $count ->
        [one] ⚠️ { $count } open incident
       *[other] ⚠️ { $count } open incidents
    }
car-tasks =
    { $count ->
        [one] 📋 { $count } open task
       *[other] 📋 { $count } open tasks
    }
car-last-issue = Last handover: { $at }, { $name }
car-last-return = Last return: { $at }, { $name }
car-marks =
    { $count ->
        [one] { $count } damage mark
       *[other] { $count } damage marks
    }
car-missing =
    { $count ->
        [one] { $count } item missing
       *[other] { $count } items missing
    }

booking-ask = Which booking? Send its number.
booking-number-expected = A booking number is digits, for example: /booking 506539
booking-unknown = There is no such booking.
booking-elsewhere = This booking is not in your branches.
booking-deposit-taken = Deposit taken: { $amount }
booking-checklists = Checklists
booking-timeline = What happened

checklist-word-issue = handover
checklist-word-return = return
entry-car-issued = car handed over
entry-car-returned = car returned
entry-checklist-started = checklist started: { $kind }
entry-checklist-done = checklist finished: { $kind }
entry-reminder-seen = reminder seen: { $kind }
entry-approval-asked = decision requested
entry-approval-approved = approved
entry-approval-rejected = rejected
entry-incident-opened = incident
entry-incident-resolved = incident resolved
entry-task-created = task

button-open-in-bot = Open in the bot
button-car-in-bot = 🚗 Car
button-topic = 💬 The car’s topic
button-report-problem = ⚠️ Problem
button-new-task = 📋 Task
