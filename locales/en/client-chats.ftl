# Chats with clients: the client’s topic in the branch’s group

# What a press is answered with
chat-is-yours = The chat is yours now
chat-is-assigned = Given to { $name }
chat-is-snoozed = Snoozed until { $at }
chat-is-closed = Chat closed
chat-is-reopened = Chat open again
chat-is-moved = Moved to { $branch }
chat-is-sending = On its way
chat-gone = There is no such chat any more
chat-was-taken = { $name } already has this chat
chat-was-closed = Already closed by { $name }, { $at }
chat-was-suggested = This reply has already been sent
chat-was-settled = No need to send it again: see the card
chat-no-suggestion = There is no suggested reply any more. Write your own in this topic.
chat-unfit = It cannot go there. Choose again.
chat-unchanged = Nothing to change: see the card
chat-nobody-to-assign = There is nobody else in this branch

# What a message in the topic is answered with
chat-refused = Not sent: you cannot answer the clients of { $branch }.
chat-not-staff = Not sent: only people on the staff, writing under their own name, can answer a client.
chat-too-long = Not sent: the message is longer than { $limit ->
    [one] { $limit } character
   *[other] { $limit } characters
}. Split it up.
chat-only-text = Not sent: only text that is written here goes to the client. Send photos and files from Umnico. A note for colleagues begins with { $note }
chat-open-umnico = Open the chat in Umnico
chat-edited = The client already has the message as it was. The edit will not reach them: write a new one.

# The cards of a client’s messages
chat-intent-booking = Booking
chat-intent-price = Price
chat-intent-extension = Extension
chat-intent-return = Return
chat-intent-problem = Problem
chat-intent-documents = Documents
chat-intent-location = Where to go
chat-intent-other = Other
chat-urgency-low = no answer needed
chat-urgency-normal = not urgent
chat-urgency-high = urgent
chat-by-rules = by rules
chat-suggested = Suggested reply:
chat-shortened = Shortened here. The whole text is in
chat-file-photo = Photo
chat-file-video = Video
chat-file-audio = Audio
chat-file-sticker = Sticker
chat-file-link = Link
chat-file-other = File
chat-of-nobody = nobody yet
chat-snoozed-until = Snoozed until { $at }
chat-closed-by = Closed by { $name }, { $at }
chat-snooze-ask = Until when?
chat-assign-ask = Who should answer?
chat-move-ask = To which branch?
chat-button-suggest = Send the suggested reply
chat-button-take = I’ll answer
chat-button-assign = Assign
chat-button-snooze = Snooze
chat-button-close = Close
chat-button-reopen = Open again
chat-button-move = Other branch
chat-button-hour = 1 hour
chat-button-tomorrow = Until tomorrow

# The cards of replies
chat-from-umnico = From Umnico
chat-untranslated = not translated: no language model answered
chat-state-sending = sending
chat-state-sent = sent
chat-state-delivered = delivered
chat-state-failed = Not sent.
chat-state-uncertain = May have arrived. Before sending it again, look in
chat-button-again = Try again
chat-button-again-anyway = Send again anyway

# A chat that was moved
chat-moved-to = { $name } moved this chat to { $branch }
chat-moved-here = { $name } moved this chat here from { $branch }

# Replies that the bot suggests to clients without a language model
chat-suggest-booking = Hello! Thank you for your message. Please tell us the dates, the place of pick-up and the kind of car you would like. A colleague will check and write back.
chat-suggest-price = Hello! Thank you for your message. Please tell us the dates and the car you are interested in. A colleague will check the price and write back.
chat-suggest-extension = Hello! Until which day and time would you like to keep the car? A colleague will check whether that is possible and write back.
chat-suggest-return = Hello! Please tell us when and where it suits you to return the car. A colleague will confirm.
chat-suggest-problem = We have your message and are on it. Are you safe? Please write where you are and what happened, and send a photo if you can.
chat-suggest-documents = Hello! We have your message about the documents. A colleague will look and write back.
chat-suggest-location = Hello! We have your message. A colleague will send you the place.
chat-suggest-other = Hello! Thank you for your message. A colleague will write back.
