# შეხსენებები გაცემასა და ჩაბარებაზე, დილის შეჯამება
reminder-issue = 🔔 მალე მანქანაა გასაცემი
reminder-issue-overdue = 🔴 გაცემა დაგვიანებულია
reminder-return = 🔔 მალე მანქანაა ჩასაბარებელი
reminder-return-overdue = 🔴 ჩაბარება დაგვიანებულია
reminder-issue-begun = ▶️ გაცემა დაიწყო: { $name }, { $at }
reminder-return-begun = ▶️ მიღება დაიწყო: { $name }, { $at }
reminder-issue-done = ✅ მანქანა გაცემულია
reminder-return-done = ✅ მანქანა დაბრუნებულია
reminder-moved = 🗓 გადავიდა: { $at }
reminder-off = 🚫 გაუქმდა, არაფერია გასაკეთებელი
reminder-unanswered = არ უპასუხია: { $names }
reminder-passed-on = გადაეცა: { $names }
reminder-snoozed-until = გადაიდო { $at }-მდე
reminder-seen-by = ნახა: { $name }, { $at }
button-seen = 👌 ვნახე
button-return-start = ▶️ მიღების დაწყება
button-reminder-quarter = 15 წთ
button-reminder-hour = 1 სთ
button-reminder-tomorrow = ხვალ
reminder-seen = მოინიშნა: შეხსენება ნანახია
reminder-was-seen = უკვე მონიშნა: { $name }, { $at }
reminder-is-snoozed = შეგახსენებთ: { $at }
reminder-too-late = გაცემა ან ჩაბარება უფრო ადრეა. აირჩიეთ ნაკლები დრო.
reminder-ended = გასაკეთებელი აღარაფერია, ნახეთ ბარათი
reminder-of-another = ეს შეხსენება კოლეგას მოუვიდა

digest-title = ☀️ დილა მშვიდობისა, { $name }!
digest-waited = { $count ->
    [one] 🌙 ღამით მოვიდა { $count } შეხსენება
   *[other] 🌙 ღამით მოვიდა { $count } შეხსენება
}
digest-today = 📅 დღეს
digest-tasks = { $count ->
    [one] 📌 { $count } დავალება
   *[other] 📌 { $count } დავალება
}
digest-more = …და კიდევ { $count }
digest-issue = გაცემა
digest-return = ჩაბარება
button-digest-seen = 👌 ყველა ვნახე
button-digest-plan = 📅 ჩემი დღე
button-digest-tasks = 📌 დავალებები
digest-seen = { $count ->
    [0] ყველაფერი უკვე ნანახია
    [one] მოინიშნა { $count } შეხსენება
   *[other] მოინიშნა { $count } შეხსენება
}
