# ბარათები ფილიალების ჯგუფებში და პირადი შეტყობინებები
topic-bookings = ჯავშნები
topic-handovers = გაცემა და ჩაბარება
topic-cash = სალარო
topic-maintenance = მომსახურება
topic-trips = მგზავრობები
topic-plan = დღის გეგმა
topic-alerts = გაფრთხილებები
topic-car = მანქანა { $id }
topic-client = კლიენტი

booking-title = ჯავშანი { $id }
booking-planned = დაგეგმილია
booking-in-rent = გაქირავებულია
booking-returned = მანქანა ჩაბარებულია
booking-deleted = წაშლილია
booking-no-car = მანქანა მითითებული არ არის
booking-no-responsible = პასუხისმგებელი არ არის დანიშნული
booking-money = სულ { $total }, დეპოზიტი { $deposit }
booking-issued-at = მანქანა გაიცა { $at }-ზე
booking-incomplete = მანქანის მონაცემები RentProg-იდან ჯერ იტვირთება

readiness-title = მზადყოფნა გაცემისთვის: { $at }
readiness-car-here = მანქანა ფილიალშია
readiness-car-elsewhere = მანქანა სხვა ფილიალშია: { $branch }
readiness-clean = მანქანა სუფთაა
readiness-dirty = მანქანა გასარეცხია
readiness-mileage = გარბენი: { $km } კმ
readiness-deposit = დეპოზიტი: { $amount }
readiness-issued = მანქანა გაცემულია


button-issue-start = ▶️ გაცემის დაწყება

summary-title = გაცემულია: { $car }
summary-photos = გაცემის ფოტოები: { $car }, ჯავშანი { $id }
summary-missing = აკლია: { $parts }
handover-line = { $at } · გაიცა { $car }, ჯავშანი { $id }, { $name }

alert-dead-job = დავალება { $kind } №{ $id } ვერ შესრულდა და აღარ გამეორდება
alert-failed-step = მარშრუტი { $route }: ნაბიჯი { $step } ვერ შესრულდა და აღარ გამეორდება
alert-quarantine = ამოუცნობი მოვლენა: { $source }, { $branch }
alert-quarantine-kept = სრულად შენახულია, ნომერი { $id }
alert-undelivered = შეტყობინება ვერ მივიდა: { $lane }
alert-correlation = მოძებნეთ ჟურნალში: { $id }
button-retry = 🔁 ხელახლა ცდა
job-retried = დავალება ისევ რიგშია
job-not-dead = ეს დავალება შეცდომებში აღარ არის
