# Free text, and messages that are neither text nor photos

# Beginnings of words by which a message is recognised, separated by commas.
words-trouble = accident, crash, collision, broke, broken, scratch, dent, flat tyre, flat tire, puncture, leak, smoke, on fire, stolen, towed, does not start, doesn't start, won't start, not working, doesn't work, damage, crack, lost, stuck, problem
words-request = please, need, can you, could you, wash, buy, order, bring, pick up, check the, refuel, fill up, replace, remind, make sure
words-greeting = hi, hello, hey, good, morning, afternoon, evening, thanks, thank, you, ok, okay, yes, no, got, it
words-booking = booking, reservation, rental
words-measure = km, mileage, odometer, gel, usd, eur, tel, phone

chat-answer = 👋 I’m here. Send a plate or a booking number, tell me about a problem, or open /menu.
question-how = Which car or booking is it about? Send the number.
text-elsewhere = That is not in your branches.

offer-problem = Report a problem?
offer-request = Make a task of this?
offer-unclear = What shall I do with this?
offer-location = Note this place for the car?
offer-which-branch = In which branch?
offer-became-incident = ✅ An incident is open.
offer-became-task = ✅ The task has been made.
offer-became-note = ✅ The place is noted in the car’s topic.
offer-dropped = I’ll do nothing.
offer-expired = A day has passed. Write again if you still need this.
offer-done = Done
offer-settled = This has been settled already
offer-of-another = This is another person’s message
button-offer-problem = ⚠️ Report a problem
button-offer-mine = 📋 A task for me
button-offer-task = 👥 A task for the shift
button-offer-note = 📍 Note it
button-offer-drop = Nothing
note-location = Place on the map

tell-problem = { $car }: what happened? Write it in one message.
tell-request = { $car }: what needs doing? Write it in one message.

kind-voice = I cannot listen. Please write it or send a photo.
kind-video = I do not take videos. Send photos instead, several at once are fine.
kind-document = I do not take such files. Send a photo or an image file.
kind-location = A place is useful during a handover or a return: send it then and I will note it for the car.
kind-contact = I do not keep contacts: clients live in RentProg. Looking for a booking? Send its number.
kind-poll = I do not vote. What I can do is in /menu.
edit-changes-nothing = Editing changes nothing: the answer has been taken. To correct it, tap “Back” on the checklist card.
edit-send-anew = Editing changes nothing. Please send your answer as a new message.
