# Managers’ decisions: cards, questions, the list
menu-approvals = ⚖️ Approvals
command-approvals = What waits for my decision
approvals-title = ⚖️ Waiting for a decision
approvals-empty = Nothing waits for your decision now.
approvals-hint = Tap a line: the card comes here, and you can decide right here.

approval-deposit-title = ❗️ Handover without a deposit: please decide
approval-charge-title = 💰 Extra charge to the client: please decide
approval-trip-title = 🛣 A trip: please decide
approval-cash-title = 💵 Cash does not add up: please decide
approval-incident-title = 🚨 Closing an incident: please decide
approval-pipeline-title = ❓ A pipeline’s question
approval-pending-until = ⏳ Waiting for the manager’s decision until { $until }
approval-approved = Approved by { $name } at { $at }
approval-rejected = Rejected by { $name } at { $at }
approval-expired = Nobody decided in time, { $at }
approval-withdrawn = Request withdrawn at { $at }
approval-done = Your decision is recorded
approval-was-decided = Already decided. { $verdict }
approval-escalated = Escalated: { $role }
approval-outcome = Your request has been decided

button-approve = ✅ Approve
button-reject = ❌ Reject
button-ask = ❓ Ask
button-answer = ↩️ Answer
button-car = Car

approval-ask-reply = Reply to this card with your question: it goes to whoever requested this, and the answer will appear here
approval-ask-type = ❓ What would you like to ask? Type it as one message. Changed your mind? /menu
approval-asked = Your question went to { $name }. The answer will appear on the card.
approval-ask-nobody = There is nobody to ask: whoever requested this is not here any more
approval-ask-own = You requested this yourself
approval-question = { $name } asks
approval-question-closed = It has been decided, no answer is needed.
approval-answer-type = ↩️ Type your answer as one message. Changed your mind? /menu
approval-answered = Your answer is on the card.
approval-answer-not-yours = Somebody else was asked this
