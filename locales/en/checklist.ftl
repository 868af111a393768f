# Checklists
unit-km = km
unit-hours = h
unit-days = days
checklist-progress = { $done } of { $total }
checklist-started = Let’s begin
checklist-resumed = Carrying on where you left off
checklist-in-private = The checklist is waiting in your private chat with me
checklist-taken = { $name } is already doing this
checklist-impossible =
    { $kind ->
        [return] No return for this booking: the car is not out or is already back
        [cash] Cash cannot be handed in now
        [trip] This car is no longer in the fleet
        [maintenance] This car is no longer in the fleet
       *[issue] No handover for this booking: the car is already out or the booking is closed
    }
checklist-none = Nothing is unfinished. Start with /issue, /return, /trip, /cash or /maintenance
checklist-of-another = Someone else is doing this checklist
checklist-ended = This checklist has ended
checklist-stale = The card has moved on; this is the current step
checklist-cancelled =
    { $kind ->
        [return] Return cancelled
        [cash] Cash hand-in cancelled
        [trip] Trip cancelled
        [maintenance] Service intake cancelled
       *[issue] Handover cancelled
    }
checklist-done =
    { $kind ->
        [return] Car returned
        [cash] Cash handed in
        [trip] Trip declared
        [maintenance] Car taken in for service
       *[issue] Handover finished
    }
checklist-missing =
    { $count ->
        [one] { $count } item is missing
       *[other] { $count } items are missing
    }
checklist-at-start = This is the first step
checklist-cannot-skip = This step cannot be skipped
checklist-reason-needed = Please write the reason in words
checklist-press-a-button = Please tap one of the buttons
checklist-photo-expected = A photo is needed here, not text. If you cannot take one, tap “Skip”.
checklist-no-photo-here = No photo is needed at this step
checklist-not-a-photo = That is not a photo. Send a picture as a photo or as an image file.
checklist-photos-complete = All the photos for this step are in
checklist-photos-missing = Some photos have not been taken yet
checklist-nothing-to-retake = There is nothing to retake yet
checklist-photo-broken = The photo “{ $slot }” cannot be opened, please send it again
checklist-photo-duplicate = This photo (“{ $slot }”) has been sent before. If that is a mistake, retake it.
checklist-number-expected = Please send a number in digits, such as 50123
checklist-number-out-of-range = The number must be between { $min } and { $max }
checklist-amount-expected = Please send an amount, such as 200 or 100 USD
checklist-step-open = This step has not been done yet
checklist-waits-for-approval = Waiting for the manager’s decision on the deposit
checklist-exception-approved = The manager approved the handover without a deposit
checklist-exception-rejected = No handover without a deposit: take one or send the request again
checklist-text-too-short = Please write a little more, at least { $min } characters
checklist-text-too-long = That is too long: { $max } characters at most
checklist-currency-not-here = Only { $currencies } here
checklist-given = Handed over to { $name }
checklist-given-to-you = { $name } handed this over to you. Carry on from here.
checklist-cannot-give = It cannot be handed over to this person
checklist-not-to-give = Only you can do this one
checklist-title-issue = Handover
checklist-title-return = Return
checklist-title-cash = Cash hand-in
checklist-title-trip = Trip
checklist-title-maintenance = Service intake

step-issue-documents = Documents
step-issue-mileage = Mileage
step-issue-dashboard = Dashboard photo
step-issue-fuel = Fuel
step-issue-outside = Outside
step-issue-inside = Inside
step-issue-damage = Damage
step-issue-equipment = Equipment
step-issue-deposit = Deposit
step-issue-confirm = Handing over to the client
step-cash-gel = Lari
step-cash-usd = Dollars
step-cash-eur = Euros
step-cash-why = Why it does not match
step-cash-confirm = Handing in
step-trip-purpose = What for
step-trip-what = What it is about
step-trip-from = From
step-trip-from-where = Where exactly from
step-trip-to = To
step-trip-to-where = Where exactly to
step-trip-mileage = Mileage
step-trip-back = Back within
step-trip-confirm = Trip
step-maintenance-reason = Reason
step-maintenance-note = What is wrong
step-maintenance-mileage = Mileage
step-maintenance-dashboard = Dashboard photo
step-maintenance-fuel = Fuel
step-maintenance-outside = Outside
step-maintenance-damage = Damage
step-maintenance-keys = Keys
step-maintenance-papers = Car papers
step-maintenance-emptied = Belongings removed
step-maintenance-days = How long
step-maintenance-confirm = Taking in

ask-issue-documents = Client’s passport and driving licence checked, contract signed?
ask-issue-fuel = How much fuel does the gauge show?
ask-issue-equipment = Registration, keys, spare wheel, jack and first-aid kit all there?
ask-issue-confirm = Everything is ready. Hand the car over?
ask-final-waiting = Waiting for the manager’s decision on the deposit. Once it is approved, you can hand the car over.
ask-sure = Is { $value } { $unit } right? Last time it was { $known } { $unit }.
ask-photos = Send photos, an album is fine. Now: { $next }. Left: { $slots }.
ask-photos-complete = All the photos are in.
ask-damage = Mark any damage or tap “No damage”.
ask-damage-zone = Where is the damage?
ask-damage-photo = Send a photo of the damage ({ $zone }).
ask-damage-comment = Describe the damage in a few words ({ $zone }).
ask-amount = Type the amount, such as 200 or 100 USD.
ask-method = { $amount }: how did the client pay?
ask-exception-reason = Why no deposit? Write the reason; the manager will see it.
ask-skip-reason = Why skip it? Choose a reason or type one.
ask-cancel =
    { $kind ->
        [return] Cancel the return? What you entered stays in the archive.
        [cash] Cancel the cash hand-in? What you entered stays in the archive.
        [trip] Cancel the trip? What you entered stays in the archive.
        [maintenance] Cancel the service intake? What you entered stays in the archive.
       *[issue] Cancel the handover? What you entered stays in the archive.
    }
ask-issue-mileage = Type the mileage shown on the dashboard.
ask-issue-deposit = What deposit did you take?
ask-cash-gel = How much are you handing in, in lari?
ask-cash-usd = How much are you handing in, in dollars?
ask-cash-eur = How much are you handing in, in euros?
ask-cash-why = The amount differs from the handovers. Write why; the manager will see it.
ask-cash-confirm = All counted. Hand it in?
ask-trip-purpose = What is the trip for?
ask-trip-what = Write what it is about.
ask-trip-from = Where are you leaving from?
ask-trip-from-where = Type the place or address.
ask-trip-to = Where are you going?
ask-trip-to-where = Type the place or address.
ask-trip-mileage = Type the mileage shown on the dashboard.
ask-trip-back = In how many hours will you be back? Type a number.
ask-trip-confirm = Declare the trip?
ask-maintenance-reason = Why is the car here?
ask-maintenance-note = Describe what is wrong.
ask-maintenance-mileage = Type the mileage shown on the dashboard.
ask-maintenance-fuel = How much fuel does the gauge show?
ask-maintenance-keys = Do you have the keys?
ask-maintenance-papers = Registration and insurance there?
ask-maintenance-emptied = No belongings of the client left inside?
ask-maintenance-days = How many days will it take? Type a number.
ask-maintenance-confirm = Take the car in?
ask-known = Last time it was { $known } { $unit }.
ask-currency = { $amount } in which currency?
ask-retake = Which photo do you want to retake?
ask-retake-slot = Send the new photo: { $slot }. The old one stays until then.
ask-colleague = Hand over to whom? They carry on from here.
ask-colleague-none = There is nobody to hand over to in this branch.

suggested-booking-deposit = The booking says { $amount }.
suggested-cash-expected = By the handovers it should be { $amount }.
take-booking-deposit = ✅ Took { $amount }
take-cash-expected = ✅ Handing in { $amount }

button-all-ok = ✅ All OK
button-next = Next →
button-retake = 🔄 Retake
button-no-damage = ✅ No damage
button-add-damage = ➕ Mark damage
button-no-photo = No photo
button-no-comment = No description
button-other-amount = Another amount
button-not-taken = No deposit taken
button-back = Back
button-skip = Skip
button-cancel = Cancel
button-cancel-yes = Yes, cancel
button-cancel-no = No, carry on
button-sure = Yes, that is right
button-finish-issue = 🔑 Hand the car over
button-finish-return = ✅ Take the car back
button-finish-cash = ✅ Hand in the cash
button-finish-trip = ✅ Declare the trip
button-finish-maintenance = ✅ Take it in
button-all-in-order = ✅ All OK: { $steps }
button-same-fuel = ✅ As before: { $option }
button-nothing = Nothing
button-give = 👥 To a colleague

skip-dark = Too dark to see
skip-later = I’ll do it later
skip-no-access = No access

option-e0 = Empty
option-e1 = 1/8
option-e2 = 2/8
option-e3 = 3/8
option-e4 = 4/8
option-e5 = 5/8
option-e6 = 6/8
option-e7 = 7/8
option-e8 = Full
option-delivery = Delivering a car
option-pickup = Picking up a car
option-wash = Car wash
option-fuel = Refuelling
option-service = Service
option-inspection = Inspection
option-other = Something else
option-branch = Office
option-airport = Airport
option-client = Client
option-repair = Repair
option-body = Bodywork
option-tyres = Tyres

slot-dashboard = dashboard
slot-front = front
slot-front-right = front right
slot-right = right side
slot-rear-right = rear right
slot-rear = rear
slot-rear-left = rear left
slot-left = left side
slot-front-left = front left
slot-seats-front = front seats
slot-seats-rear = rear seats
slot-mark = damage

zone-front = Front
zone-rear = Rear
zone-left = Left side
zone-right = Right side
zone-roof = Roof
zone-glass = Glass
zone-wheels = Wheels
zone-inside = Inside
damage-none = none

method-cash = Cash
method-card = Card
method-transfer = Transfer
deposit-not-taken = not taken
exception-approved = approved
exception-rejected = rejected
exception-pending = waiting for a decision

choose-title-issue = 🔑 Which car goes out?
choose-title-return = ↩️ Which car comes back?
choose-title-trip = 🛣 Which car are you taking?
choose-title-maintenance = 🔧 Which car is taken in?
choose-branch = 💵 Which branch are you handing in to?
choose-none = Nothing right now.
choose-plate = Tap one or type the plate, such as AA123BB.
choose-plate-unknown = There is no car { $plate } in your branches. Type it again or choose from the list.
choose-late = late

unfinished-title = 📋 Unfinished

menu-issue = 🔑 Handover
menu-return = ↩️ Return
menu-trip = 🛣 Trip
menu-cash = 💵 Hand in cash
menu-maintenance = 🔧 Service intake

command-issue = Hand a car over
command-return = Take a car back
command-trip = Declare a trip
command-cash = Hand in cash
command-maintenance = Take a car in for service

cash-card-title = Cash hand-in: { $name }
cash-card-amounts = Handed in: { $amounts }
cash-card-expected = Expected: { $amounts }
cash-card-difference = Difference: { $amounts }
cash-card-nothing = nothing
cash-line-difference = Difference: { $amount }
cash-line-expected = Expected: { $amount }

trip-card-title = Trip: { $car }
trip-card-back = Back { $at }
trip-card-booking = The car is on booking { $id }
trip-line-route = { $from } → { $to }

intake-card-title = In service: { $car }
intake-card-photos = Service intake photos: { $car }
intake-card-days =
    { $count ->
        [one] About { $count } day
       *[other] About { $count } days
    }
