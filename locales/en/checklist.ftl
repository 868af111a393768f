# The handover checklist
unit-km = km
checklist-issue = Handover
checklist-progress = { $done } of { $total }
checklist-started = Let’s begin
checklist-resumed = Carrying on where you left off
checklist-in-private = The checklist is waiting in your private chat with me
checklist-taken = { $name } is already doing this handover
checklist-impossible = No handover for this booking: the car is already out or the booking is closed
checklist-none = No unfinished handover. Start one from /plan.
checklist-of-another = Someone else is doing this checklist
checklist-ended = This checklist has ended
checklist-stale = The card has moved on; this is the current step
checklist-cancelled = Handover cancelled
checklist-done = Handover finished
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

ask-issue-documents = Client’s passport and driving licence checked, contract signed?
ask-issue-fuel = How much fuel does the gauge show?
ask-issue-equipment = Registration, keys, spare wheel, jack and first-aid kit all there?
ask-issue-confirm = Everything is ready. Hand the car over?
ask-final-waiting = Waiting for the manager’s decision on the deposit. Once it is approved, you can hand the car over.
ask-number = Type the mileage shown on the dashboard.
ask-number-known = Type the mileage shown on the dashboard. Last time it was { $known } km.
ask-sure = Is { $value } km right? Last time it was { $known } km.
ask-photos = Send photos, an album is fine. Now: { $next }. Left: { $slots }.
ask-photos-complete = All the photos are in.
ask-damage = Mark any damage or tap “No damage”.
ask-damage-zone = Where is the damage?
ask-damage-photo = Send a photo of the damage ({ $zone }).
ask-damage-comment = Describe the damage in a few words ({ $zone }).
ask-deposit = What deposit did you take?
ask-deposit-known = The booking says { $amount }. How much did you take?
ask-amount = Type the amount, such as 200 or 100 USD.
ask-method = { $amount }: how did the client pay?
ask-exception-reason = Why no deposit? Write the reason; the manager will see it.
ask-skip-reason = Why skip it? Choose a reason or type one.
ask-cancel = Cancel the handover? What you entered stays in the archive.

button-all-ok = ✅ All OK
button-hand-over = 🔑 Hand the car over
button-next = Next →
button-retake = 🔄 Retake the last one
button-no-damage = ✅ No damage
button-add-damage = ➕ Mark damage
button-no-photo = No photo
button-no-comment = No description
button-taken = ✅ Took { $amount }
button-other-amount = Another amount
button-not-taken = No deposit taken
button-back = Back
button-skip = Skip
button-cancel = Cancel
button-cancel-yes = Yes, cancel
button-cancel-no = No, carry on
button-sure = Yes, that is right

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
