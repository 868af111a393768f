# დღის გეგმა: ჩემი და ფილიალის
menu-plan = 📅 დღის გეგმა
command-plan = დღის გეგმა
button-plan-open = 📋 ბოტში გახსნა

plan-mine-title = 📅 ჩემი დღე: { $day }
plan-mine-empty = ამ დღეს საქმე არ გაქვთ.
plan-branch-title = გეგმა: { $branch }, { $day }
plan-branch-empty = ამ დღეს გასაცემი და მისაღები მანქანა არ არის.
plan-choose-branch = რომელი ფილიალის გეგმა გაჩვენოთ?
plan-no-branch = ფილიალზე ჯერ მიმაგრებული არ ხართ. მიმართეთ ადმინისტრატორს.
plan-on-shift = ცვლაშია: { $names }
plan-nobody-on-shift = ამ დღეს ცვლა არავის აქვს
plan-issues = გაცემა: { $done } / { $total }
plan-returns = მიღება: { $done } / { $total }
plan-issue = გაცემა
plan-return = მიღება
plan-reminder-issue = შეხსენება გაცემაზე
plan-reminder-return = შეხსენება მიღებაზე
plan-late = აგვიანებს
plan-overdue = ვადაგადაცილებულია
plan-no-deadline = ვადის გარეშე
plan-incidents = { $count ->
    [one] { $count } ღია ინციდენტი
   *[other] { $count } ღია ინციდენტი
}
plan-approvals = { $count ->
    [one] { $count } მოთხოვნა ელოდება გადაწყვეტილებას
   *[other] { $count } მოთხოვნა ელოდება გადაწყვეტილებას
}
plan-maintenance = { $count ->
    [one] { $count } მანქანა მომსახურებაზეა:
   *[other] { $count } მანქანა მომსახურებაზეა:
}
button-plan-mine = 👤 ჩემი დღე
button-plan-branch = 🏢 ფილიალი
button-plan-today = დღეს
button-plan-issue = 🔑 { $at } { $car }
button-plan-return = ↩️ { $at } { $car }
button-plan-task = 📌 { $title }
