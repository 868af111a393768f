# ძებნა: მანქანისა და ჯავშნის გვერდები, ძებნა ნებისმიერ ჩატში
command-car = მანქანის პოვნა
command-booking = ჯავშნის პოვნა

car-ask = რომელი მანქანა? გამოგზავნეთ ნომერი, მისი ნაწილი ან მოდელი.
car-how-to-ask = ნომერი როგორც გნებავთ, ისე დაწერეთ: AA123BB, aa 123 bb, 123. ან მოდელი.
car-not-found = მანქანა „{ $typed }“ ვერ ვიპოვე.
car-unknown = ასეთი მანქანა არ არის: შეიძლება პარკიდან გავიდა.
car-elsewhere = ეს მანქანა თქვენს ფილიალებში არ არის.
cars-found = რომელი მათგანი?
cars-more = …და სხვებიც: დააზუსტეთ ნომერი.

car-free = 🟢 თავისუფალია
car-free-until = 🟢 თავისუფალია { $until }-მდე
car-rented = 🔑 გაქირავებულია
car-rented-until = 🔑 გაქირავებულია { $until }-მდე
car-in-service = 🔧 სერვისშია { $since }-დან
car-mileage = { $km } კმ
car-fuel = საწვავი { $eighths }/8
car-clean = სუფთაა
car-dirty = დასასუფთავებელია
car-now = ახლა კლიენტთან
car-next = შემდეგ
car-incidents =
    { $count ->
        [one] ⚠️ { $count } ღია ინციდენტი
       *[other] ⚠️ { $count } ღია ინციდენტი
    }
car-tasks =
    { $count ->
        [one] 📋 { $count } ღია დავალება
       *[other] 📋 { $count } ღია დავალება
    }
car-last-issue = ბოლო გაცემა: { $at }, { $name }
car-last-return = ბოლო დაბრუნება: { $at }, { $name }
car-marks =
    { $count ->
        [one] { $count } დაზიანება
       *[other] { $count } დაზიანება
    }
car-missing =
    { $count ->
        [one] აკლია { $count } პუნქტი
       *[other] აკლია { $count } პუნქტი
    }

booking-ask = რომელი ჯავშანი? გამოგზავნეთ ნომერი.
booking-number-expected = ჯავშნის ნომერი ციფრებია, მაგალითად: /booking 506539
booking-unknown = ასეთი ჯავშანი არ არის.
booking-elsewhere = ეს ჯავშანი თქვენს ფილიალებში არ არის.
booking-deposit-taken = დეპოზიტი აღებულია: { $amount }
booking-checklists = ჩეკლისტები
booking-timeline = რა მოხდა

checklist-word-issue = გაცემა
checklist-word-return = დაბრუნება
entry-car-issued = მანქანა გაიცა
entry-car-returned = მანქანა დაბრუნდა
entry-checklist-started = ჩეკლისტი დაიწყო: { $kind }
entry-checklist-done = ჩეკლისტი დასრულდა: { $kind }
entry-reminder-seen = შეხსენება ნანახია: { $kind }
entry-approval-asked = მოთხოვნილია გადაწყვეტილება
entry-approval-approved = დამტკიცდა
entry-approval-rejected = უარყოფილია
entry-incident-opened = ინციდენტი
entry-incident-resolved = ინციდენტი დაიხურა
entry-task-created = დავალება

button-open-in-bot = ბოტში გახსნა
button-car-in-bot = 🚗 მანქანა
button-topic = 💬 მანქანის თემა
button-report-problem = ⚠️ პრობლემა
button-new-task = 📋 დავალება
