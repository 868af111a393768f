# The private chat with the bot
stranger = Hello! This is a staff bot. To get in, please ask an administrator for an invitation link.
refused = You are not allowed to do this. If that is a mistake, please tell an administrator.
stale-button = This button is out of date. Open /menu for what is current.
unknown-command = There is no such command. Try /menu or /help.
message-unclear = I did not understand that. Open /menu to choose what to do.
photo-without-checklist = No issue is open now, so there is nothing to attach the photo to. Start one from /plan.

invitation-unknown = This invitation link does not work. Please ask an administrator for a new one.
invitation-used = This invitation link has been used already. Please ask an administrator for a new one.
invitation-expired = This invitation has expired. Please ask an administrator for a new one.

welcome = Welcome, { $name }!
welcome-language = Choose your language:
welcome-language-hint = You can change the language in the menu.
language-ru = Русский
language-en = English
language-ka = ქართული
language-chosen = Language saved

menu-title = What shall we do, { $name }?
menu-plan = 📅 Cars to issue
menu-checklist = 📋 Continue an issue
menu-invite = ➕ Invite somebody
menu-language = 🌐 Language
menu-outdated = The menu has been refreshed, please press again

plan-title = 📅 To be issued in the next 24 hours
plan-empty = Nothing to issue.

command-menu = Main menu
command-plan = Cars to issue
command-cancel = Cancel what you began
command-help = Help
cancel-nothing = There is nothing to cancel. Open /menu.
help-title = What the bot can do
help-text =
    /menu — main menu
    /plan — cars to issue, with a button to begin
    /cancel — cancel the issue you began
    Reminders come by themselves. During an issue, type numbers and send photos right here; everything else is buttons.

invite-role = Who is it?
invite-branch = Which branch?
invite-rentprog = Their employee number in RentProg (for reminders to the person responsible):
invite-number-expected = Please send the number in digits, or press “Skip”.
invite-ready = The invitation is ready: { $role }, { $branch }
invite-until = The link is for one person and is valid until { $until }
branch-all = all branches
role-staff = Employee
role-manager = Branch manager
role-head = Head of operations
role-admin = Administrator
