# Incidents: card, list, reporting a problem
menu-incidents = 🚨 Incidents
command-incidents = Open incidents
command-problem = Report a problem
incidents-title = 🚨 Incidents
incidents-closed-title = ✅ Closed in the last 7 days
incidents-empty = There are no open incidents.
incidents-closed-empty = Nothing was closed in the last 7 days.
incidents-hint = Tap a line to open its card.
button-incidents-closed = ✅ Closed in 7 days
button-incidents-open = 🚨 Open ones
button-incident-report = ➕ Report a problem

incident-unauthorised-trip = Unauthorised trip
incident-new-damage = New damage
incident-missed-handover = Missed handover
incident-expired-inspection = Inspection expired
incident-lost-tracker = Tracker does not answer
incident-reported = Problem

incident-open = open
incident-acknowledged = with { $name }
incident-resolved = closed by { $name }, { $at }
incident-closing = ⏳ Closing waits for the manager’s decision
incident-photos = { $count ->
    [one] { $count } photo
   *[other] { $count } photos
  }
incident-photos-of = Photos of the incident: { $title }

incident-entry-opened = Opened
incident-entry-opened-by = Reported by { $name }
incident-entry-acknowledged = { $name } took it on
incident-entry-closing = { $name } asks to close it: { $text }
incident-entry-refused = { $name }: not to be closed yet
incident-entry-refused-expired = Nobody confirmed the closing in time
incident-entry-resolved = Closed by { $name }
incident-entry-reopened = Opened again by { $name }

button-incident-acknowledge = 👀 I’m on it
button-incident-comment = 💬 Add
button-incident-resolve = ✅ Close
button-incident-open = 🔎 Open
button-incident-reopen = ↩️ Open again

incident-did-acknowledge = It is with you now
incident-did-resolve = The incident is closed
incident-did-reopen = The incident is open again
incident-did-ask = The manager was asked to confirm the closing
incident-did-comment = Added.
incident-was-acknowledged = Already with { $name }, { $at }
incident-was-resolved = Already closed by { $name }, { $at }
incident-is-open = It is open as it is
incident-closing-asked = Closing already waits for the manager’s decision
incident-too-late = It was closed more than 7 days ago: report a new problem
incident-say-first = First reply to the card with what was done, then press Close
incident-comment-reply = Reply to this card: your message will be added to it
incident-comment-type = 💬 What would you like to add? Type it as one message. Changed your mind? /menu
incident-done-type = ✅ What was done? Type it as one message, the manager will confirm the closing. Changed your mind? /menu

problem-which-car = 🚗 Which car is it? Type its plate or press “No car”.
problem-no-such-car = You have no car with this plate. Check it or press “No car”.
problem-several-cars = There are several such cars: type the whole plate.
problem-which-branch = In which branch?
problem-what = What happened? Type it or send a photo with a caption.
problem-photos = Any photos? Send up to { $limit } and press “Send”.
problem-got-photos = { $count ->
    [one] { $count } photo received.
   *[other] { $count } photos received.
  }
problem-sent = Recorded: { $title }. The card is in the branch’s group and shows whatever is new.
problem-left = Nothing was recorded.
button-problem-no-car = No car
button-problem-send = ✅ Send
button-problem-leave = ✖️ Never mind
