# Administration in the chat
menu-jobs = ⚙️ Jobs
menu-quarantine = 🧪 Quarantine
menu-health = 🩺 Health
command-jobs = Jobs and failures
command-quarantine = Events that were not understood
command-health = How the system is doing

jobs-title = Jobs
jobs-counts = { $running } running, { $ready } ready to start, { $waiting } waiting for their time
jobs-paused = Paused: { $kinds }
jobs-none-dead = All jobs get done, there is nothing to retry.
jobs-dead =
    { $count ->
        [one] { $count } job has failed for good
       *[other] { $count } jobs have failed for good
    }
jobs-retried =
    { $count ->
        [one] Trying { $count } job again
       *[other] Trying { $count } jobs again
    }
job-made = Created { $at }
job-attempts =
    { $count ->
        [one] { $count } attempt
       *[other] { $count } attempts
    }
job-drop-ask = Drop this job? It will never run again and stays in the history only.
job-dropped = Dropped, it stays in the history
button-retry-kind = 🔁 Retry all “{ $kind }”
button-drop = 🗑 Drop
button-drop-yes = Yes, drop it
button-keep = Keep it

quarantine-title = Quarantine
quarantine-empty = Empty: everything that came in was understood.
quarantine-hint =
    { $count ->
        [one] { $count } event could not be understood. It is kept whole.
       *[other] { $count } events could not be understood. They are kept whole.
    }
quarantine-settled = Marked as dealt with
button-as-file = 📄 Send it whole
button-settled = ✅ Dealt with

health-fine = Everything works
health-troubled = Needs attention
health-database = The database answers within { $ms } ms
health-queue = Queue: { $count }, the oldest has waited { $seconds } s
health-dead = Jobs that failed for good: { $count }
health-quarantined = In quarantine: { $count }
health-schedules = Schedules that are late: { $count }
health-outbox-empty = All messages have left
health-lane = Waiting to leave, { $name }: { $count }
health-lane-paused = Telegram asks to wait { $seconds } s
health-rights = Rights are missing in the group “{ $branch }”
health-heard = Last events
health-as-of = as of { $at }
button-again = Refresh

rights-missing = In the group “{ $branch }” the bot lacks rights:
rights-well = In the group “{ $branch }” the bot has all its rights ({ $at })
rights-checked = Checked { $at }. Open the group → Edit → Administrators → the bot. I look again as soon as you change it.
right-member = the bot is not in the group: add it and make it an administrator
right-forum = the group has no topics: Edit → Topics → turn on
right-admin = the bot is no administrator: Administrators → Add Administrator
right-can-manage-topics = turn on “Manage Topics”
right-can-delete-messages = turn on “Delete Messages”
