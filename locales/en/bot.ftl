# The private chat with the bot
stranger = Hello! This bot is for staff only. To get in, please ask an administrator for an invitation link.
refused = You are not allowed to do this. If you think that is a mistake, please tell an administrator.
answer-in-private = Answered you in your private chat
open-private-first = First open a private chat with me and press Start: that is where I answer.
stale-button = This button is out of date. Open /menu for the current ones.
unknown-command = There is no such command. Try /menu or /help.
message-unclear = I did not understand that. Open /menu to choose what to do.

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
menu-checklist = 📋 Unfinished
menu-invite = ➕ Invite a colleague
menu-language = 🌐 Language
menu-outdated = The menu has been updated, please tap again

command-menu = Main menu
command-cancel = Cancel what you started
command-help = Help
cancel-nothing = There is nothing to cancel. Open /menu.
help-title = What the bot can do
help-text = Reminders arrive on their own. During a handover or a return, type numbers and send photos right here; everything else is done with buttons.

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
