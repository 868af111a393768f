# Questions that pipelines ask people: a card with buttons
question-title = A decision is needed
question-asked-by = Requested by { $name }
question-decider = To be decided by: { $name }
question-escalated = Escalated: { $role } may decide as well
question-second-person = Not by the person who requested it
question-pending = ⏳ Waiting for a decision until { $until }
question-not-yours = This is for somebody else to decide: { $name }
question-own = You requested this yourself, so somebody else has to decide
