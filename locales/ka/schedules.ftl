# განრიგები: სია, ბარათი და დროის შეცვლა (ადმინისტრატორებისთვის)
menu-schedules = 🗓 განრიგები
command-schedules = განრიგები

schedules-title = 🗓 განრიგები
schedules-empty = განრიგები ჯერ არ არის.
schedules-hint = სანახავად ან შესაცვლელად დააჭირეთ განრიგს.

schedule-active = მუშაობს
schedule-paused = შეჩერებულია
schedule-snoozed = გადაიდო { $until }-მდე
schedule-cancelled = გაუქმებულია
schedule-ended = დასრულებულია: მეტი აღარ გაეშვება
schedule-draft = მონახაზი: ჯერ არ გამოქვეყნებულა
schedule-failing = ზედიზედ შეცდომა: { $count }
schedule-of-product = ჩაშენებული
schedule-made-by = შექმნა: { $name }
schedule-on-event = მოვლენაზე { $topic }
schedule-zone = დრო: { $zone }
schedule-next-title = უახლოესი გაშვებები
schedule-next-none = განრიგით მეტი გაშვება აღარ იქნება.
schedule-runs-title = ბოლო გაშვებები
schedule-runs-none = ჯერ არ გაშვებულა.
schedule-snooze-ask = რამდენი ხნით გადავდოთ? ამ დროის გაშვებები გამოტოვდება.
schedule-cancel-ask = საბოლოოდ გავაუქმოთ? გაუქმებულ განრიგს ვეღარ დააბრუნებთ.

button-schedule-pause = ⏸ შეჩერება
button-schedule-resume = ▶️ განახლება
button-schedule-run = 🚀 ახლავე გაშვება
button-schedule-snooze = 😴 გადადება
button-schedule-slots = 🔭 უახლოესი 5
button-schedule-change = ✏️ დროის შეცვლა
button-schedule-cancel = 🛑 გაუქმება
button-schedule-hour = 1 საათით
button-schedule-tomorrow = ხვალამდე
button-schedule-week = 1 კვირით
button-schedule-surely = 🛑 დიახ, გაუქმდეს
button-schedule-back = ← უკან
button-schedule-save = ✅ შენახვა
button-schedule-leave = ✖️ დარჩეს როგორც იყო

schedule-did-pause = შეჩერდა
schedule-did-resume = ისევ მუშაობს
schedule-did-run = გაეშვა
schedule-did-skip = არ გაეშვა: წინა გაშვება ჯერ მიმდინარეობს
schedule-did-snooze = გადაიდო
schedule-did-cancel = გაუქმდა
schedule-not-now = ახლა ეს შეუძლებელია, ნახეთ ბარათი

schedule-change-ask = როდის გაეშვას „{ $title }“?
schedule-change-now = ახლა: { $expression }
schedule-change-how = გამოგზავნეთ დრო ყოველი დღისთვის (21:30), cron-გამოსახულება (30 21 * * 1-5) ან RRULE-წესი. გადაიფიქრეთ? — /menu.
schedule-change-fault = არ გამოდგება:
schedule-change-again = გამოგზავნეთ სხვა ან გახსენით /menu.
schedule-change-preview = ასე გაეშვება:
schedule-change-saved = დრო შეიცვალა
schedule-change-left = ყველაფერი უცვლელად დარჩა

# საკუთარი შემოწმებები
check-cash-title = სალაროს შემოწმება: { $branch }
check-cash-about = საღამოს ადარებს, რამდენი ნაღდი ფული უნდა იყოს და რამდენი ჩაბარდა.
check-bookings-title = ჯავშნების შემოწმება: { $branch }
check-bookings-about = ეძებს დაგვიანებულ ჩაბარებებს, ორმაგ ჯავშნებს და სხვა ფილიალში მყოფ მანქანებს.
check-to-title = ტექმომსახურება და ტექდათვალიერება: { $branch }
check-to-about = დილით ამოწმებს, რომელ მანქანას სჭირდება მომსახურება ან ეწურება ტექდათვალიერების ვადა.
check-starline-title = StarLine-ის მგზავრობები: { $branch }
check-starline-about = ადარებს მგზავრობებს ჯავშნებთან და განცხადებულ სამსახურებრივ მგზავრობებთან.
daily-plan-title = დღის გეგმა: { $branch }
daily-plan-about = დილით ადგენს ფილიალის დღის გეგმას.
