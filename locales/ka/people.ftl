# თანამშრომლები, მოსაწვევები, მორიგეობა, პირადი პარამეტრები
menu-staff = 👥 თანამშრომლები
menu-duty = 🚦 ცვლები
menu-settings = ⚙️ პარამეტრები

command-staff = თანამშრომლები
command-duty = ვინ არის ცვლაში
command-settings = ენა და საათები
command-invite = თანამშრომლის მოწვევა

button-to-menu = მენიუს გახსნა
button-to-settings = ← პარამეტრები
button-to-roster = ← ცვლები

# მოსაწვევები
invitation-revoked = ეს მოწვევა გაუქმდა. ახალი ადმინისტრატორს სთხოვეთ.
welcome-language-given = თუ სხვა ენა გირჩევნიათ, აირჩიეთ აქ:
invite-language = რომელ ენაზე ველაპარაკო?
invite-accepted = ✅ { $name } უკვე გუნდშია: { $role }, { $branches }
button-invite-several = რამდენიმე ფილიალი
button-invite-done = ✅ მზადაა
button-invite-choose-self = თავად აირჩიოს
button-invitations = ✉️ მოქმედი მოსაწვევები
invitations-title = ✉️ მოქმედი მოსაწვევები
invitations-empty = მოქმედი მოსაწვევი არ არის.
invitations-hint = გასაუქმებლად დააჭირეთ მოსაწვევს: ბმული მაშინვე შეწყვეტს მუშაობას.
invitation-by = ვინ მოიწვია: { $name }. მოქმედებს { $until }-მდე
invitation-did-revoke = მოწვევა გაუქმდა
invitation-too-late = უკვე გვიანია: ბმული გამოიყენეს ან გააუქმეს

# თანამშრომლები
staff-title = 👥 თანამშრომლები
staff-choose-branch = აირჩიეთ ფილიალი:
staff-empty = აქ ჯერ არავინ არის.
staff-leavers = წავიდნენ, მაგრამ საქმე დაუსრულებელი დარჩათ
person-on-shift = ცვლაშია
person-role = როლი: { $role }
person-branches = ფილიალები: { $branches }
person-no-branch = არ არის არჩეული
person-language = ენა: { $language }
person-work = სამუშაო საათები: { $hours }
person-quiet = წყნარი საათები: { $hours }
person-on-shift-until = ცვლაშია { $until }-მდე
person-next-shift = შემდეგი ცვლა: { $at }
person-joined = გუნდშია: { $at }
person-left = აქ აღარ მუშაობს: { $at }
person-open-work = დაუსრულებელი საქმეები
open-checklist =
    { $kind ->
        [issue] გაცემა
        [return] დაბრუნება
        [cash] სალაროს ჩაბარება
        [trip] მგზავრობა
       *[other] სერვისში მიღება
    }
button-person-role = 🎖 როლი
button-person-branches = 🏢 ფილიალები
button-person-remove = წვდომის დახურვა
button-person-surely = დიახ, დაიხუროს
button-person-no-number = ნომრის წაშლა
person-ask-role = რომელი როლი?
person-ask-branches = რომელ ფილიალებში მუშაობს?
person-ask-remove = დავხურო წვდომა? ბოტი მაშინვე შეწყვეტს პასუხს და ცვლებიც მოიხსნება. დაუსრულებელი საქმეები დარჩება და კოლეგებს გადაეცემა.
person-ask-rentprog = { $name }: თანამშრომლის ნომერი RentProg-ში?
person-ask-yougile = { $name }: თანამშრომლის id YouGile-ში?
person-yougile-expected = საჭიროა id YouGile-დან, მაგალითად 7b0c3a52-4f1e-4a47-9a0b-6f5b0a2f3c22
person-changed = შეიცვალა
person-stale = ამასობაში მონაცემები შეიცვალა. აი, როგორ არის ახლა.
person-stale-by = უკვე შეიცვალა: { $name }, { $at }. აი, როგორ არის ახლა.
person-gone = ეს ადამიანი აქ აღარ მუშაობს
person-last-admin = ეს ბოლო ადმინისტრატორია. ჯერ სხვა დანიშნეთ.
person-last-branch = ერთი ფილიალი მაინც უნდა იყოს

# პირადი პარამეტრები
settings-title = ⚙️ პარამეტრები
settings-about = წყნარ საათებში შეხსენებები არ მოდის, დილამდე იცდის. სასწრაფო მაინც მოვა.
settings-saved = შენახულია
settings-work-about = ხვალინდელი შეხსენებები სამუშაო დღის დასაწყისში მოდის.
settings-quiet-about = ამ დროს ბოტი არ გაწუხებთ.
settings-work-ask = დაწერეთ სამუშაო საათები, მაგალითად 09:00-18:00
settings-quiet-ask = დაწერეთ წყნარი საათები, მაგალითად 22:00-08:00
hours-of-branch = როგორც ფილიალში, { $hours }
hours-none = არ არის
hours-fault = ვერ გავიგე. დაწერეთ დასაწყისი და დასასრული, მაგალითად 22:00-08:00
button-settings-language = ენა
button-settings-work = სამუშაო საათები
button-settings-quiet = წყნარი საათები
button-hours-typed = ✏️ სხვა საათები

# ცვლები
duty-title = 🚦 ცვლები
duty-now = ახლა: { $names }
duty-nobody-now = ახლა არავინ
duty-hint = ცვლაში ჩასაწერად ან მოსახსნელად აირჩიეთ დღე.
duty-no-branch = ჯერ ფილიალი არ გაქვთ. მიმართეთ ადმინისტრატორს.
duty-ask-person = ვინ ჩავწეროთ ცვლაში?
duty-ask-hours = რომელ საათებში?
duty-hours-ask = დაწერეთ ცვლის საათები, მაგალითად 14:00-23:00
button-duty-add = ცვლაში ჩაწერა
button-duty-day = დღე { $hours }
button-duty-night = ღამე { $hours }
button-duty-days = ზედიზედ 7 დღე, { $hours }
button-duty-nights = ზედიზედ 7 ღამე, { $hours }
button-duty-remove = ცვლიდან მოხსნა
duty-did-add =
    { $count ->
        [one] { $name }: დაემატა { $count } ცვლა
       *[other] { $name }: დაემატა { $count } ცვლა
    }
duty-did-add-some =
    { $count ->
        [one] { $name }: დაემატა { $count } ცვლა, დაკავებულია: { $skipped }
       *[other] { $name }: დაემატა { $count } ცვლა, დაკავებულია: { $skipped }
    }
duty-not-free = { $name } ამ დროს უკვე ცვლაშია, ან ეს ცვლა გასულია
duty-did-remove = { $name }: ცვლიდან მოიხსნა
duty-shift-gone = ეს ცვლა უკვე აღარ არის
duty-told-added = ცვლაში ჩაგწერეს, { $branch } ({ $name }):
duty-told-removed = ცვლიდან მოგხსნეს, { $branch } ({ $name }):
