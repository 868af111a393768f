# Schedules: the list, the card and changing the time (for administrators)
menu-schedules = 🗓 Schedules
command-schedules = Schedules

schedules-title = 🗓 Schedules
schedules-empty = There are no schedules yet.
schedules-hint = Tap a schedule to look at it or change it.

schedule-active = Running
schedule-paused = Paused
schedule-snoozed = Snoozed until { $until }
schedule-cancelled = Cancelled
schedule-ended = Finished: it will not run again
schedule-draft = Draft: not published yet
schedule-failing = Failures in a row: { $count }
schedule-of-product = Built in
schedule-made-by = Created by { $name }
schedule-on-event = On the event { $topic }
schedule-zone = Time zone: { $zone }
schedule-next-title = Next runs
schedule-next-none = It has no more scheduled runs.
schedule-runs-title = Last runs
schedule-runs-none = It has not run yet.
schedule-snooze-ask = Snooze for how long? Runs due in that time are dropped.
schedule-cancel-ask = Cancel it for good? A cancelled schedule cannot be brought back.

button-schedule-pause = ⏸ Pause
button-schedule-resume = ▶️ Resume
button-schedule-run = 🚀 Run now
button-schedule-snooze = 😴 Snooze
button-schedule-slots = 🔭 Next 5
button-schedule-change = ✏️ Change the time
button-schedule-cancel = 🛑 Cancel
button-schedule-hour = 1 hour
button-schedule-tomorrow = Until tomorrow
button-schedule-week = 1 week
button-schedule-surely = 🛑 Yes, cancel it
button-schedule-back = ← Back
button-schedule-save = ✅ Save
button-schedule-leave = ✖️ Leave as it was

schedule-did-pause = Paused
schedule-did-resume = Running again
schedule-did-run = Started
schedule-did-skip = Not started: the previous run is still under way
schedule-did-snooze = Snoozed
schedule-did-cancel = Cancelled
schedule-not-now = That is not possible now: see the card

schedule-change-ask = When should “{ $title }” run?
schedule-change-now = Now: { $expression }
schedule-change-how = Send a time for every day (21:30), a cron expression (30 21 * * 1-5) or an RRULE. Changed your mind? /menu.
schedule-change-fault = This will not do:
schedule-change-again = Send another one or open /menu.
schedule-change-preview = It will run like this:
schedule-change-saved = The time has been changed
schedule-change-left = Nothing has been changed

# The product's own checks
check-cash-title = Cash check: { $branch }
check-cash-about = In the evening, compares the cash that should be there with what was handed in.
check-bookings-title = Bookings check: { $branch }
check-bookings-about = Looks for overdue returns, double bookings and cars at the wrong branch.
check-to-title = Service and inspection: { $branch }
check-to-about = In the morning, checks which cars are due for service or have an expiring inspection.
check-starline-title = StarLine trips: { $branch }
check-starline-about = Compares trips with bookings and declared service trips.
daily-plan-title = Daily plan: { $branch }
daily-plan-about = In the morning, makes the branch’s plan for the day.
