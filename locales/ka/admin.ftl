# ადმინისტრირება ჩატიდან
menu-jobs = ⚙️ დავალებები
menu-quarantine = 🧪 კარანტინი
menu-health = 🩺 მდგომარეობა
command-jobs = დავალებები და შეცდომები
command-quarantine = გაუგებარი მოვლენები
command-health = სისტემის მდგომარეობა

jobs-title = დავალებები
jobs-counts = სრულდება { $running }, მზადაა { $ready }, თავის დროს ელოდება { $waiting }
jobs-paused = შეჩერებულია: { $kinds }
jobs-none-dead = ყველა დავალება სრულდება, გასამეორებელი არაფერია.
jobs-dead =
    { $count ->
        [one] { $count } დავალება ვერ შესრულდა
       *[other] { $count } დავალება ვერ შესრულდა
    }
jobs-retried =
    { $count ->
        [one] ვიმეორებ { $count } დავალებას
       *[other] ვიმეორებ { $count } დავალებას
    }
job-made = შექმნილია { $at }
job-attempts =
    { $count ->
        [one] { $count } მცდელობა
       *[other] { $count } მცდელობა
    }
job-drop-ask = წავშალო დავალება? ის აღარ შესრულდება, დარჩება მხოლოდ ისტორიაში.
job-dropped = წაიშალა, დარჩა ისტორიაში
button-retry-kind = 🔁 გავიმეორო ყველა „{ $kind }“
button-drop = 🗑 წაშლა
button-drop-yes = დიახ, წაშალე
button-keep = დატოვება

quarantine-title = კარანტინი
quarantine-empty = ცარიელია: რაც მოვიდა, ყველაფერი გასაგებია.
quarantine-hint =
    { $count ->
        [one] { $count } მოვლენა ვერ გავიგეთ. ის მთლიანად შენახულია.
       *[other] { $count } მოვლენა ვერ გავიგეთ. ისინი მთლიანად შენახულია.
    }
quarantine-settled = მონიშნულია დამუშავებულად
button-as-file = 📄 გამომიგზავნე მთლიანად
button-settled = ✅ დამუშავებულია

health-fine = ყველაფერი მუშაობს
health-troubled = საჭიროა ყურადღება
health-database = მონაცემთა ბაზა პასუხობს { $ms } მწმ-ში
health-queue = რიგი: { $count }, ყველაზე ძველი ელოდება { $seconds } წმ
health-dead = შეუსრულებელი დავალებები: { $count }
health-quarantined = კარანტინში: { $count }
health-schedules = დაგვიანებული განრიგები: { $count }
health-outbox-empty = ყველა შეტყობინება გაგზავნილია
health-lane = გასაგზავნია, { $name }: { $count }
health-lane-paused = Telegram გვთხოვს დაცდას { $seconds } წმ
health-rights = ჯგუფში „{ $branch }“ უფლებები აკლია
health-heard = ბოლო მოვლენები
health-as-of = { $at } მდგომარეობით
button-again = განახლება

rights-missing = ჯგუფში „{ $branch }“ ბოტს უფლებები აკლია:
rights-well = ჯგუფში „{ $branch }“ ბოტს ყველა უფლება აქვს ({ $at })
rights-checked = შემოწმდა { $at }. გახსენით ჯგუფი → რედაქტირება → ადმინისტრატორები → ბოტი. ცვლილების შემდეგ მაშინვე შევამოწმებ.
right-member = ბოტი ჯგუფში არ არის: დაამატეთ და გახადეთ ადმინისტრატორი
right-forum = ჯგუფში თემები გამორთულია: რედაქტირება → თემები → ჩართვა
right-admin = ბოტი ადმინისტრატორი არ არის: ადმინისტრატორები → ადმინისტრატორის დამატება
right-can-manage-topics = ჩართეთ „თემების მართვა“
right-can-delete-messages = ჩართეთ „შეტყობინებების წაშლა“
