# შემთხვევები: ბარათი, სია, პრობლემის შეტყობინება
menu-incidents = 🚨 შემთხვევები
command-incidents = ღია შემთხვევები
command-problem = პრობლემის შეტყობინება
incidents-title = 🚨 შემთხვევები
incidents-closed-title = ✅ დახურული ბოლო 7 დღეში
incidents-empty = ღია შემთხვევები არ არის.
incidents-closed-empty = ბოლო 7 დღეში არაფერი დახურულა.
incidents-hint = ბარათის გასახსნელად დააჭირეთ სტრიქონს.
button-incidents-closed = ✅ დახურული 7 დღეში
button-incidents-open = 🚨 ღია
button-incident-report = ➕ პრობლემის შეტყობინება

incident-unauthorised-trip = მგზავრობა ნებართვის გარეშე
incident-new-damage = ახალი დაზიანება
incident-missed-handover = გაცემა ან დაბრუნება გაცდა
incident-expired-inspection = ტექდათვალიერება ვადაგასულია
incident-lost-tracker = ტრეკერი არ პასუხობს
incident-reported = პრობლემა

incident-open = ღია
incident-acknowledged = მუშაობს { $name }
incident-resolved = დახურა: { $name }, { $at }
incident-closing = ⏳ დახურვა მენეჯერის გადაწყვეტილებას ელოდება
incident-photos = { $count ->
    [one] { $count } ფოტო
   *[other] { $count } ფოტო
  }
incident-photos-of = შემთხვევის ფოტოები: { $title }

incident-entry-opened = გაიხსნა
incident-entry-opened-by = შეატყობინა: { $name }
incident-entry-acknowledged = { $name }: საქმე ავიღე
incident-entry-closing = { $name } ითხოვს დახურვას: { $text }
incident-entry-refused = { $name }: დახურვა ჯერ ადრეა
incident-entry-refused-expired = დახურვა დროულად არავინ დაადასტურა
incident-entry-resolved = დახურა: { $name }
incident-entry-reopened = ხელახლა გახსნა: { $name }

button-incident-acknowledge = 👀 ჩემზეა
button-incident-comment = 💬 დამატება
button-incident-resolve = ✅ დახურვა
button-incident-open = 🔎 გახსნა
button-incident-reopen = ↩️ ხელახლა გახსნა

incident-did-acknowledge = ახლა ეს თქვენზეა
incident-did-resolve = შემთხვევა დახურულია
incident-did-reopen = შემთხვევა ისევ ღიაა
incident-did-ask = დახურვის დადასტურება მენეჯერს გაეგზავნა
incident-did-comment = დაემატა.
incident-was-acknowledged = უკვე მუშაობს { $name }, { $at }
incident-was-resolved = უკვე დახურა: { $name }, { $at }
incident-is-open = ისედაც ღიაა
incident-closing-asked = დახურვა უკვე ელოდება მენეჯერის გადაწყვეტილებას
incident-too-late = დახურვიდან 7 დღეზე მეტი გავიდა: შეატყობინეთ ახალი პრობლემა
incident-say-first = ჯერ უპასუხეთ ბარათს და დაწერეთ, რა გაკეთდა, შემდეგ დააჭირეთ „დახურვას“
incident-comment-reply = უპასუხეთ ამ ბარათს: თქვენი შეტყობინება მას დაემატება
incident-comment-type = 💬 რა დავამატოთ? დაწერეთ ერთი შეტყობინებით. გადაიფიქრეთ? — /menu.
incident-done-type = ✅ რა გაკეთდა? დაწერეთ ერთი შეტყობინებით, დახურვას მენეჯერი დაადასტურებს. გადაიფიქრეთ? — /menu.

problem-which-car = 🚗 რომელ მანქანას აქვს პრობლემა? დაწერეთ ნომერი ან დააჭირეთ „მანქანის გარეშე“.
problem-no-such-car = ასეთი ნომრის მანქანა არ გაქვთ. შეამოწმეთ ნომერი ან დააჭირეთ „მანქანის გარეშე“.
problem-several-cars = ასეთი მანქანა რამდენიმეა: დაწერეთ სრული ნომერი.
problem-which-branch = რომელ ფილიალში?
problem-what = რა მოხდა? დაწერეთ ან გამოგზავნეთ ფოტო წარწერით.
problem-photos = ფოტოები გაქვთ? გამოგზავნეთ არაუმეტეს { $limit } და დააჭირეთ „გაგზავნას“.
problem-got-photos = { $count ->
    [one] მიღებულია { $count } ფოტო.
   *[other] მიღებულია { $count } ფოტო.
  }
problem-sent = ჩაიწერა: { $title }. ბარათი ფილიალის ჯგუფშია, ყველა სიახლე იქ იქნება.
problem-left = არაფერი ჩაწერილა.
button-problem-no-car = მანქანის გარეშე
button-problem-send = ✅ გაგზავნა
button-problem-leave = ✖️ არ მინდა
