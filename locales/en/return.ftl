# Return: steps, comparison with the handover, charges, settlement
step-return-mileage = Mileage
step-return-dashboard = Dashboard photo
step-return-fuel = Fuel
step-return-outside = Outside
step-return-inside = Inside
step-return-damage = New damage
step-return-clean = Cleanliness
step-return-equipment = Equipment
step-return-missing = What is missing
step-return-settlement = Settling with the client
step-return-confirm = Taking the car back

ask-return-mileage = Type the mileage shown on the dashboard.
ask-return-fuel = How much fuel does the gauge show?
ask-return-clean = Is the car clean?
ask-return-equipment = Keys, registration, spare wheel, jack and first-aid kit all there?
ask-return-missing = Write what is missing.
ask-return-confirm = Everything is checked. Take the car back?

option-clean = Clean
option-dirty = Needs a wash
option-complete = All there
option-incomplete = Something is missing

ask-settle = Settle with the client and tap the button. If it came out differently, send the amount.
ask-settle-back = How much did you give back? Such as 200 or 70 USD.
ask-settle-take = How much did the client pay? Such as 200 or 70 USD.
ask-settle-method = { $what }. How was it settled?
button-settle-back = ✅ Gave back { $amount }
button-settle-take = ✅ Took { $amount }
button-settle-all = ✅ Settled like this
button-settle-none = ✅ Nothing to settle
button-settle-other-back = Gave back another amount
button-settle-other-take = Took another amount

return-issue-unknown = The handover was done without the bot: nothing to compare with.
return-issue-photos = At the handover ({ $at }): { $slots }
return-issue-damage = There at the handover: { $marks }. Mark only what is new.
return-issue-no-damage = There was no damage at the handover.
return-km = { $km } km driven
return-km-back = { $km } km less than at the handover
return-fuel-less = { $eighths }/8 less
return-late =
    { $hours ->
        [one] Late by { $hours } hour
       *[other] Late by { $hours } hours
    }

return-held = Deposit: { $amount }
return-held-by-booking = Deposit by the booking: { $amount }, not recorded at the handover
return-held-none = No deposit
return-due-back = Give back to the client: { $amount }
return-due-take = The client pays: { $amount }
return-due-nothing = Nothing to settle
return-waits = Waiting for the manager’s decision. The client need not wait.
return-decided = Decided, this amount is final.
return-settled-back = gave back { $amount }
return-settled-take = took { $amount }
return-settled-nothing = nothing to settle
return-left-back = Still to give back to the client: { $amount }
return-left-take = Still to be paid by the client: { $amount }
return-left-nothing = All settled.
return-charges-approved = The manager approved the charge
return-charges-rejected = The charge was not approved: the client does not pay it
return-charges-named = The manager has set the amount

charge-line-mileage = { $quantity } km over the limit: { $amount }
charge-line-fuel = { $quantity }/8 less fuel: { $amount }
charge-line-late =
    { $quantity ->
        [one] Late by { $quantity } hour: { $amount }
       *[other] Late by { $quantity } hours: { $amount }
    }
charge-line-cleaning = Wash: { $amount }
charge-line-equipment = Missing ({ $place }): { $amount }
charge-line-damage = Damage ({ $place }): { $amount }
charge-kind-mileage = { $quantity } km over the limit
charge-kind-fuel = { $quantity }/8 less fuel
charge-kind-late =
    { $quantity ->
        [one] Late by { $quantity } hour
       *[other] Late by { $quantity } hours
    }
charge-kind-cleaning = Wash
charge-kind-equipment = Missing: { $place }
charge-kind-damage = Damage: { $place }
charge-unpriced = the manager will set the amount
charge-rejected = not charged
charges-title = 💸 Extra charge at a return
charges-name = Set the amount with the button: it opens your private chat with me.
charges-withdrawn = Nothing to charge any more: the return was changed or cancelled.
button-charge-name = 💰 { $what }
charge-ask = How much does the client pay? Type the amount in { $currency }, 0 for nothing. To leave it, /menu.
charge-named = Saved: { $amount }. The employee will see the total.
charge-dropped = Saved: the client pays nothing for it.
charge-was-decided = This charge has been decided already.
charge-amount-expected = An amount in digits is needed, such as 200 or 150.50.

returned-title = Taken back: { $car }
returned-photos = Return photos: { $car }, booking { $id }
returned-line = { $at } · taken back { $car }, booking { $id }, { $name }
returned-damage = New damage at the return: { $marks }
returned-beside = ⬅️ At the handover (grey frame) · ➡️ now (red frame). { $place }
