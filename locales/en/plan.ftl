# The plan of the day: one's own and the branch's
menu-plan = 📅 Day plan
command-plan = Day plan
button-plan-open = 📋 Open in the bot

plan-mine-title = 📅 My day: { $day }
plan-mine-empty = Nothing to do on this day.
plan-branch-title = Plan: { $branch }, { $day }
plan-branch-empty = No handovers or returns on this day.
plan-choose-branch = Which branch’s plan?
plan-no-branch = You do not belong to a branch yet. Ask an administrator.
plan-on-shift = On shift: { $names }
plan-nobody-on-shift = Nobody is on the roster for this day
plan-issues = Handovers: { $done } of { $total }
plan-returns = Returns: { $done } of { $total }
plan-issue = Handover
plan-return = Return
plan-reminder-issue = Reminder of a handover
plan-reminder-return = Reminder of a return
plan-late = late
plan-overdue = overdue
plan-no-deadline = no deadline
plan-incidents = { $count ->
    [one] { $count } open incident
   *[other] { $count } open incidents
}
plan-approvals = { $count ->
    [one] { $count } request waits for a decision
   *[other] { $count } requests wait for a decision
}
plan-maintenance = { $count ->
    [one] { $count } car in maintenance:
   *[other] { $count } cars in maintenance:
}
button-plan-mine = 👤 My day
button-plan-branch = 🏢 Branch
button-plan-today = Today
button-plan-issue = 🔑 { $at } { $car }
button-plan-return = ↩️ { $at } { $car }
button-plan-task = 📌 { $title }
