# თანამშრომლების დავალებები: სია, ბარათები, შექმნა
menu-tasks = 📌 დავალებები
command-task = ჩემი დავალებები, ახალი დავალება

tasks-mine = 📌 ჩემი დავალებები
tasks-branch = 📌 ჩემი ფილიალების დავალებები
tasks-none = ღია დავალებები არ არის.
tasks-count = { $count ->
    [one] { $count } ღია დავალება. გასახსნელად დააჭირეთ.
   *[other] { $count } ღია დავალება. აირჩიეთ საჭირო.
}
button-tasks-mine = ჩემი დავალებები
button-tasks-branch = ფილიალის დავალებები
button-task-new = ➕ ახალი დავალება

task-of-nobody = ჯერ არავინ
task-until = ვადა: { $at }
task-late = ვადა გავიდა: { $at }
task-snoozed-until = გადაიდო { $at }-მდე
task-from-person = ავტორი: { $name }
task-from-yougile = YouGile-დან
task-from-program = შექმნა ბოტმა
task-program = ბოტი
task-done-by = შესრულდა: { $name }, { $at }
task-did-assign = { $name } → { $to }
task-did-take = { $name }: თავის თავზე აიღო
task-did-snooze = { $name }: გადაიდო { $until }-მდე
task-did-reopen = { $name }: ხელახლა გაიხსნა
task-did-remove = { $name }: ამოცანა წაიშალა
task-did-change = { $name }: შეიცვალა
task-done-told = { $name }: დავალება „{ $title }“ შესრულდა

button-task-open = გახსნა
button-task-done = შესრულდა
button-task-take = მე გავაკეთებ
button-task-snooze = გადადება
button-task-comment = კომენტარი
button-task-assign = გადაცემა
button-task-reopen = ხელახლა გახსნა
button-task-hour = 1 საათით
button-task-tomorrow = ხვალამდე
button-task-typed = სხვა დრო
task-snooze-ask = როდემდე გადავდოთ?
task-assign-ask = ვის გადავცეთ?
task-nobody-to-assign = ამ ფილიალში სხვა არავინ არის

task-is-done = შესრულებულია 👍
task-is-reopened = დავალება ისევ ღიაა
task-is-yours = დავალება თქვენია
task-is-snoozed = გადაიდო { $at }-მდე
task-is-assigned = გადაეცა: { $name }
task-is-commented = კომენტარი დაემატა
task-was-done = უკვე შესრულებულია: { $name }, { $at }
task-was-taken = დავალება უკვე აიღო: { $name }
task-not-yours = ამის გაკეთება შეუძლია მხოლოდ: { $name }, ავტორი ან მენეჯერი
task-unfit = ეს კოლეგა ფილიალში აღარ მუშაობს. აირჩიეთ სხვა.
task-unchanged = შესაცვლელი არაფერია, ნახეთ ბარათი
task-gone = ასეთი დავალება აღარ არსებობს

task-comment-ask = დაწერეთ კომენტარი დავალებისთვის „{ $title }“:
task-when-ask = როდემდე გადავდოთ „{ $title }“? მაგალითად: 18:30, ხვალ 10:00 ან 25.03 12:00
task-when-unclear = დრო ვერ გავიგე. მაგალითად: 18:30, ხვალ 10:00 ან 25.03 12:00
task-when-past = ეს დრო უკვე გავიდა. მიუთითეთ სხვა.

task-new-title = რა არის გასაკეთებელი? ერთი შეტყობინებით:
task-new-short = მოკლედ დაწერეთ, რა არის გასაკეთებელი.
task-new-branch = რომელ ფილიალში?
task-new-who = ვინ გააკეთებს?
task-new-me = მე
task-new-duty = ვინც ცვლაშია
task-new-when = რა ვადაში? დააჭირეთ ან დაწერეთ: 18:30, ხვალ 10:00, 25.03 12:00
task-new-today = დღეს
task-new-tomorrow = ხვალ
task-new-no-time = ვადის გარეშე
task-new-car = რომელ მანქანას ეხება? დაწერეთ ნომერი ან გამოტოვეთ.
task-new-no-such-car = ამ ფილიალში ასეთი მანქანა ვერ მოიძებნა. შეამოწმეთ ნომერი ან გამოტოვეთ.
task-new-made = ✅ დავალება შეიქმნა
task-new-not-now = დავალება ვერ შეიქმნა: შეიცვალა უფლებები ან თანამშრომლების სია
