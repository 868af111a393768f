# Staff, invitations, the duty roster, personal settings
menu-staff = 👥 Staff
menu-duty = 🚦 On duty
menu-settings = ⚙️ Settings

command-staff = Staff
command-duty = Who is on duty
command-settings = Language and hours
command-invite = Invite a colleague

button-to-menu = Open the menu
button-to-settings = ← Settings
button-to-roster = ← Roster

# Invitations
invitation-revoked = This invitation has been withdrawn. Please ask an administrator for a new one.
welcome-language-given = If you prefer another language, choose it here:
invite-language = Which language should I use with them?
invite-accepted = ✅ { $name } has joined: { $role }, { $branches }
button-invite-several = Several branches
button-invite-done = ✅ Done
button-invite-choose-self = Let them choose
button-invitations = ✉️ Open invitations
invitations-title = ✉️ Open invitations
invitations-empty = There are no open invitations.
invitations-hint = Tap an invitation to withdraw it: the link stops working at once.
invitation-by = Invited by { $name }, valid until { $until }
invitation-did-revoke = Invitation withdrawn
invitation-too-late = Too late: the link has already been used or withdrawn

# Staff
staff-title = 👥 Staff
staff-choose-branch = Choose a branch:
staff-empty = Nobody here yet.
staff-leavers = Have left with unfinished work
person-on-shift = on duty
person-role = Role: { $role }
person-branches = Branches: { $branches }
person-no-branch = none chosen
person-language = Language: { $language }
person-work = Working hours: { $hours }
person-quiet = Quiet hours: { $hours }
person-on-shift-until = On duty until { $until }
person-next-shift = Next shift: { $at }
person-joined = Here since { $at }
person-left = No longer works here, since { $at }
person-open-work = Unfinished work
open-checklist =
    { $kind ->
        [issue] Handover
        [return] Return
        [cash] Cash hand-in
        [trip] Trip
       *[other] Service intake
    }
button-person-role = 🎖 Role
button-person-branches = 🏢 Branches
button-person-remove = Remove access
button-person-surely = Yes, remove access
button-person-no-number = Clear the number
person-ask-role = Which role?
person-ask-branches = Which branches do they work in?
person-ask-remove = Remove access? The bot stops answering at once and shifts are taken off the roster. Unfinished work stays, to be passed on to colleagues.
person-ask-rentprog = { $name }: what is their employee number in RentProg?
person-ask-yougile = { $name }: what is their id in YouGile?
person-yougile-expected = It has to be an id from YouGile, such as 7b0c3a52-4f1e-4a47-9a0b-6f5b0a2f3c22
person-changed = Changed
person-stale = This has changed in the meantime. Here is how it is now.
person-stale-by = { $name } has already changed this ({ $at }). Here is how it is now.
person-gone = They do not work here any more
person-last-admin = This is the last administrator. Appoint another one first.
person-last-branch = At least one branch is needed

# Personal settings
settings-title = ⚙️ Settings
settings-about = Reminders do not come in quiet hours, they wait until morning. Urgent ones do come.
settings-saved = Saved
settings-work-about = Reminders for tomorrow come when your working day starts.
settings-quiet-about = The bot leaves you in peace at that time.
settings-work-ask = Send your working hours, such as 09:00-18:00
settings-quiet-ask = Send your quiet hours, such as 22:00-08:00
hours-of-branch = as the branch, { $hours }
hours-none = none
hours-fault = I did not get that. Send a start and an end, such as 22:00-08:00
button-settings-language = Language
button-settings-work = Working hours
button-settings-quiet = Quiet hours
button-hours-typed = ✏️ Other hours

# The roster
duty-title = 🚦 Roster
duty-now = Now: { $names }
duty-nobody-now = Nobody right now
duty-hint = Choose a day to put somebody on duty or take them off.
duty-no-branch = You do not have a branch yet. Please tell an administrator.
duty-ask-person = Who goes on duty?
duty-ask-hours = Which hours?
duty-hours-ask = Send the hours of the shift, such as 14:00-23:00
button-duty-add = Put on duty
button-duty-day = Day { $hours }
button-duty-night = Night { $hours }
button-duty-days = 7 days in a row, { $hours }
button-duty-nights = 7 nights in a row, { $hours }
button-duty-remove = Take off duty
duty-did-add =
    { $count ->
        [one] { $name }: { $count } shift added
       *[other] { $name }: { $count } shifts added
    }
duty-did-add-some =
    { $count ->
        [one] { $name }: { $count } shift added, busy at { $skipped }
       *[other] { $name }: { $count } shifts added, busy at { $skipped }
    }
duty-not-free = { $name } is already on duty then, or that shift is over
duty-did-remove = { $name }: taken off duty
duty-shift-gone = That shift is not there any more
duty-told-added = { $name } put you on duty, { $branch }:
duty-told-removed = { $name } took you off duty, { $branch }:
