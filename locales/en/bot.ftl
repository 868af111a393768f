# The private chat with the bot
stranger = Hello! This bot is for staff only. To get in, please ask an administrator for an invitation link.
refused = You are not allowed to do this. If you think that is a mistake, please tell an administrator.
answer-in-private = Answered you in your private chat
stale-button = This button is out of date. Open /menu for the current ones.
unknown-command = There is no such command. Try /menu or /help.
message-unclear = I did not understand that. Open /menu to choose what to do.
photo-without-checklist = No handover is in progress, so there is nothing to attach the photo to. Start one from /plan.

invitation-unknown = This invitation link does not work. Please ask an administrator for a new one.
invitation-used = This invitation link has already been used. Please ask an administrator for a new one.
invitation-expired = This invitation has expired. Please ask an administrator for a new one.

welcome = Welcome, { $name }!
welcome-language = Choose your language:
welcome-language-hint = You can change the language in the menu.
language-ru = Русский
language-en = English
language-ka = ქართული
language-chosen = Language saved

menu-title = What would you like to do, { $name }?
menu-plan = 📅 Cars to hand over
menu-checklist = 📋 Continue a handover
menu-invite = ➕ Invite a colleague
menu-language = 🌐 Language
menu-outdated = The menu has been updated, please tap again

plan-title = 📅 Handovers in the next 24 hours
plan-empty = No cars to hand over.

command-menu = Main menu
command-plan = Cars to hand over
command-cancel = Cancel what you started
command-help = Help
cancel-nothing = There is nothing to cancel. Open /menu.
help-title = What the bot can do
help-text =
    /menu — main menu
    /plan — cars to hand over; start from there
    /cancel — cancel the handover you started
    Reminders arrive on their own. During a handover, type numbers and send photos right here; everything else is done with buttons.

invite-role = Who are you inviting?
invite-branch = Which branch?
invite-rentprog = Their employee number in RentProg (so that reminders reach the person responsible):
invite-number-expected = Please send the number in digits or tap “Skip”.
invite-ready = The invitation is ready: { $role }, { $branch }
invite-until = The link works for one person and is valid until { $until }
branch-all = all branches
role-staff = Employee
role-manager = Branch manager
role-head = Head of operations
role-admin = Administrator
