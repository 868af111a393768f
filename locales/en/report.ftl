# The report of a branch: in words and as a picture
menu-report = 📊 Report
command-report = Branch report
evening-report-title = Evening report: { $branch }
evening-report-about = In the evening, posts the day’s results with a picture: occupancy, handovers on time, cash, incidents.

report-title = { $branch }: { $span }
report-choose-branch = Which branch’s report?
report-occupancy = On rent: { $rented } of { $cars } ({ $share }%)
report-issues = Handovers
report-returns = Returns
report-none-planned = none planned
report-on-time = { $onTime } of { $planned } on time
report-late = { $count ->
    [one] { $count } late
   *[other] { $count } late
}
report-missing = { $count ->
    [one] { $count } did not happen
   *[other] { $count } did not happen
}
report-cash = Handed in { $collected } of { $expected }
report-cash-none = No cash
report-incidents = Incidents: { $open } open, { $opened } new in this period
report-reminders = { $count ->
    [0] Every reminder was answered
    [one] { $count } reminder went unanswered
   *[other] { $count } reminders went unanswered
}
report-on-its-way = Drawing it, coming in a moment

button-report-day = Day
button-report-week = Week
button-report-picture = 📈 As a picture
button-report-branch = 🏢 Another branch

chart-occupancy = Fleet occupancy
chart-handovers = Handovers and returns
chart-on-time = on time
chart-late = late
chart-missing = did not happen
chart-to-come = still to come
chart-cash = Cash: handed in / expected
chart-no-cash = No cash
chart-incidents = { $count ->
    [one] open incident
   *[other] open incidents
}
chart-reminders = { $count ->
    [one] unanswered reminder
   *[other] unanswered reminders
}
