# Tasks of people: their list, their cards, how one is made
menu-tasks = 📌 Tasks
command-task = My tasks, new task

tasks-mine = 📌 My tasks
tasks-branch = 📌 Tasks of my branches
tasks-none = No open tasks.
tasks-count = { $count ->
    [one] { $count } open task. Tap it to open.
   *[other] { $count } open tasks. Tap one to open.
}
button-tasks-mine = My tasks
button-tasks-branch = Branch tasks
button-task-new = ➕ New task

task-of-nobody = nobody yet
task-until = Due { $at }
task-late = Overdue since { $at }
task-snoozed-until = Snoozed until { $at }
task-from-person = From { $name }
task-from-yougile = From YouGile
task-from-program = Made by the bot
task-program = the bot
task-done-by = Done by { $name }, { $at }
task-did-assign = { $name } → { $to }
task-did-take = { $name } took it
task-did-snooze = { $name } snoozed it until { $until }
task-did-reopen = { $name } opened it again
task-did-remove = { $name } removed it
task-did-change = { $name } changed it
task-done-told = { $name } has done the task “{ $title }”

button-task-open = Open
button-task-done = Done
button-task-take = I’ll do it
button-task-snooze = Snooze
button-task-comment = Comment
button-task-assign = Assign
button-task-reopen = Open again
button-task-hour = 1 hour
button-task-tomorrow = Tomorrow
button-task-typed = Another time
task-snooze-ask = Until when?
task-assign-ask = Who should do it?
task-nobody-to-assign = There is nobody else in this branch

task-is-done = Done 👍
task-is-reopened = Open again
task-is-yours = It’s yours
task-is-snoozed = Snoozed until { $at }
task-is-assigned = Given to { $name }
task-is-commented = Comment added
task-was-done = Already done by { $name } at { $at }
task-was-taken = { $name } has already taken it
task-not-yours = Only { $name }, the person who made the task, or a manager can do this
task-unfit = This colleague no longer works in the branch. Choose another one.
task-unchanged = Nothing to change: see the card
task-gone = There is no such task any more

task-comment-ask = Write a comment for “{ $title }”:
task-when-ask = Until when to snooze “{ $title }”? For example: 18:30, tomorrow 10:00 or 25.03 12:00
task-when-unclear = I don’t understand this time. For example: 18:30, tomorrow 10:00 or 25.03 12:00
task-when-past = This time has passed. Give a later one.

task-new-title = What is to be done? In one message:
task-new-short = Please write a few words about what is to be done.
task-new-branch = In which branch?
task-new-who = Who is to do it?
task-new-me = Me
task-new-duty = Whoever is on duty
task-new-when = By when? Tap, or type: 18:30, tomorrow 10:00, 25.03 12:00
task-new-today = Today
task-new-tomorrow = Tomorrow
task-new-no-time = No date
task-new-car = Which car is it about? Type the plate, or skip.
task-new-no-such-car = I can’t find such a car in this branch. Check the plate or skip.
task-new-made = ✅ The task has been created
task-new-not-now = The task could not be created: your rights or the staff list have changed
