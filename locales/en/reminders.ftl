# Reminders of handovers and the message with which a working day begins
reminder-issue = 🔔 Handover coming up
reminder-issue-overdue = 🔴 Handover overdue
reminder-return = 🔔 Return coming up
reminder-return-overdue = 🔴 Return overdue
reminder-issue-begun = ▶️ { $name } started the handover at { $at }
reminder-return-begun = ▶️ { $name } started the return at { $at }
reminder-issue-done = ✅ The car has been handed over
reminder-return-done = ✅ The car is back
reminder-moved = 🗓 Moved to { $at }
reminder-off = 🚫 Cancelled: nothing to do
reminder-unanswered = No answer from: { $names }
reminder-passed-on = Passed on to: { $names }
reminder-snoozed-until = Snoozed until { $at }
reminder-seen-by = Seen by { $name } at { $at }
button-seen = 👌 Seen
button-return-start = ▶️ Start the return
button-reminder-quarter = 15 min
button-reminder-hour = 1 hour
button-reminder-tomorrow = Tomorrow
reminder-seen = Marked as seen
reminder-was-seen = { $name } already marked it as seen at { $at }
reminder-is-snoozed = I’ll remind you at { $at }
reminder-too-late = The handover is before that. Choose a shorter time.
reminder-ended = Nothing to do any more: see the card
reminder-of-another = This reminder was sent to a colleague

digest-title = ☀️ Good morning, { $name }!
digest-waited = { $count ->
    [one] 🌙 Came in overnight: { $count } reminder
   *[other] 🌙 Came in overnight: { $count } reminders
}
digest-today = 📅 Today
digest-tasks = { $count ->
    [one] 📌 { $count } task
   *[other] 📌 { $count } tasks
}
digest-more = …and { $count } more
digest-issue = handover
digest-return = return
button-digest-seen = 👌 Seen it all
button-digest-plan = 📅 My day
button-digest-tasks = 📌 Tasks
digest-seen = { $count ->
    [0] You have seen all of it already
    [one] { $count } reminder marked as seen
   *[other] { $count } reminders marked as seen
}
