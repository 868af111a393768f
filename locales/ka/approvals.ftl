# მენეჯერების გადაწყვეტილებები: ბარათები, კითხვები, სია
menu-approvals = ⚖️ გადაწყვეტილებები
command-approvals = რა ელოდება ჩემს გადაწყვეტილებას
approvals-title = ⚖️ ელოდება გადაწყვეტილებას
approvals-empty = ახლა თქვენს გადაწყვეტილებას არაფერი ელოდება.
approvals-hint = დააჭირეთ სტრიქონს: ბარათი აქ მოვა და აქვე გადაწყვეტთ.

approval-deposit-title = ❗️ გაცემა დეპოზიტის გარეშე: საჭიროა გადაწყვეტილება
approval-charge-title = 💰 კლიენტის დამატებითი გადასახადი: საჭიროა გადაწყვეტილება
approval-trip-title = 🛣 მგზავრობა: საჭიროა გადაწყვეტილება
approval-cash-title = 💵 სალაროში თანხა არ ემთხვევა: საჭიროა გადაწყვეტილება
approval-incident-title = 🚨 შემთხვევის დახურვა: საჭიროა გადაწყვეტილება
approval-pipeline-title = ❓ სცენარის კითხვა
approval-pending-until = ⏳ ელოდება მენეჯერის გადაწყვეტილებას, ვადა: { $until }
approval-approved = დამტკიცებულია: { $name }, { $at }
approval-rejected = უარყოფილია: { $name }, { $at }
approval-expired = გადაწყვეტილება დროულად არავინ მიიღო, { $at }
approval-withdrawn = მოთხოვნა გაუქმებულია, { $at }
approval-done = გადაწყვეტილება შენახულია
approval-was-decided = უკვე გადაწყვეტილია. { $verdict }
approval-escalated = გადაეცა ზემოთ: { $role }
approval-outcome = თქვენს მოთხოვნაზე გადაწყვეტილება მიღებულია

button-approve = ✅ დამტკიცება
button-reject = ❌ უარყოფა
button-ask = ❓ კითხვა
button-answer = ↩️ პასუხი
button-car = მანქანა

approval-ask-reply = უპასუხეთ ამ ბარათს თქვენი კითხვით: ის მომთხოვნს გაეგზავნება, პასუხი კი აქ გამოჩნდება
approval-ask-type = ❓ რა გსურთ იკითხოთ? დაწერეთ ერთი შეტყობინებით. გადაიფიქრეთ? — /menu.
approval-asked = კითხვა გაიგზავნა: { $name }. პასუხი ბარათზე გამოჩნდება.
approval-ask-nobody = საკითხავი არავინაა: ვინც ეს მოითხოვა, აქ აღარ მუშაობს
approval-ask-own = ეს თქვენ თვითონ მოითხოვეთ
approval-question = { $name } გეკითხებათ
approval-question-closed = უკვე გადაწყვეტილია, პასუხი აღარ არის საჭირო.
approval-answer-type = ↩️ დაწერეთ პასუხი ერთი შეტყობინებით. გადაიფიქრეთ? — /menu.
approval-answered = პასუხი ბარათზეა.
approval-answer-not-yours = ეს კითხვა სხვას დაუსვეს
