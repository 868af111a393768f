# გაცემის ჩეკლისტი
unit-km = კმ
checklist-issue = გაცემა
checklist-progress = { $done } / { $total }
checklist-started = ვიწყებთ
checklist-resumed = ვაგრძელებთ იმავე ადგილიდან
checklist-in-private = ჩეკლისტი ჩემთან პირად ჩატში გელოდებათ
checklist-taken = ამ გაცემაზე უკვე მუშაობს { $name }
checklist-impossible = ამ ჯავშნით მანქანას ვერ გასცემთ: ის უკვე გაცემულია ან ჯავშანი დახურულია
checklist-none = დაუსრულებელი გაცემა არ არის. ახალი დაიწყეთ აქედან: /plan
checklist-of-another = ამ ჩეკლისტს სხვა თანამშრომელი ავსებს
checklist-ended = ეს ჩეკლისტი უკვე დასრულებულია
checklist-stale = ბარათი უკვე შეიცვალა, მიმდინარე ნაბიჯი ესაა
checklist-cancelled = გაცემა გაუქმებულია
checklist-done = გაცემა დასრულებულია
checklist-missing =
    { $count ->
        [one] აკლია { $count } პუნქტი
       *[other] აკლია { $count } პუნქტი
    }
checklist-at-start = ეს პირველი ნაბიჯია
checklist-cannot-skip = ამ ნაბიჯს ვერ გამოტოვებთ
checklist-reason-needed = დაწერეთ მიზეზი სიტყვებით
checklist-press-a-button = დააჭირეთ ერთ-ერთ ღილაკს
checklist-photo-expected = აქ ფოტოა საჭირო და არა ტექსტი. თუ გადაღება არ ხერხდება, დააჭირეთ ღილაკს „გამოტოვება“.
checklist-no-photo-here = ამ ნაბიჯზე ფოტო საჭირო არ არის
checklist-not-a-photo = ეს ფოტო არ არის. გამოგზავნეთ სურათი ფოტოდ ან გამოსახულების ფაილად.
checklist-photos-complete = ამ ნაბიჯის ყველა ფოტო უკვე გვაქვს
checklist-photos-missing = ყველა ფოტო ჯერ გადაღებული არ არის
checklist-nothing-to-retake = ხელახლა გადასაღები ჯერ არაფერია
checklist-photo-broken = ფოტო „{ $slot }“ არ იხსნება, გამოგზავნეთ ხელახლა
checklist-photo-duplicate = ასეთი ფოტო („{ $slot }“) ადრეც გამოუგზავნიათ. თუ შეცდომაა, გადაიღეთ ხელახლა.
checklist-number-expected = დაწერეთ რიცხვი ციფრებით, მაგალითად 50123
checklist-number-out-of-range = რიცხვი უნდა იყოს { $min }-დან { $max }-მდე
checklist-amount-expected = დაწერეთ თანხა, მაგალითად 200 ან 100 USD
checklist-step-open = ეს ნაბიჯი ჯერ გავლილი არ არის
checklist-waits-for-approval = დეპოზიტზე მენეჯერის გადაწყვეტილებას ველოდებით
checklist-exception-approved = მენეჯერმა დეპოზიტის გარეშე გაცემა დაამტკიცა
checklist-exception-rejected = დეპოზიტის გარეშე გაცემა არ შეიძლება: აიღეთ დეპოზიტი ან მოთხოვნა ხელახლა გაგზავნეთ

step-issue-documents = საბუთები
step-issue-mileage = გარბენი
step-issue-dashboard = ხელსაწყოთა პანელის ფოტო
step-issue-fuel = საწვავი
step-issue-outside = გარედან
step-issue-inside = სალონი
step-issue-damage = დაზიანებები
step-issue-equipment = აღჭურვილობა
step-issue-deposit = დეპოზიტი
step-issue-confirm = კლიენტისთვის გადაცემა

ask-issue-documents = კლიენტის პასპორტი და მართვის მოწმობა შემოწმებულია, ხელშეკრულება ხელმოწერილია?
ask-issue-fuel = რამდენი საწვავია ავზში?
ask-issue-equipment = ტექპასპორტი, გასაღები, სათადარიგო საბურავი, დომკრატი და აფთიაქი ადგილზეა?
ask-issue-confirm = ყველაფერი მზადაა. გადავცეთ მანქანა კლიენტს?
ask-final-waiting = დეპოზიტზე მენეჯერის გადაწყვეტილებას ველოდებით. დამტკიცების შემდეგ მანქანას გადასცემთ.
ask-number = დაწერეთ ციფრებით გარბენი ხელსაწყოთა პანელიდან.
ask-number-known = დაწერეთ ციფრებით გარბენი ხელსაწყოთა პანელიდან. ბოლოს იყო { $known } კმ.
ask-sure = { $value } კმ სწორია? ბოლოს იყო { $known } კმ.
ask-photos = გამოგზავნეთ ფოტოები, ალბომადაც შეიძლება. ახლა: { $next }. დარჩა: { $slots }.
ask-photos-complete = ყველა ფოტო გვაქვს.
ask-damage = მონიშნეთ დაზიანებები ან დააჭირეთ ღილაკს „დაზიანება არ არის“.
ask-damage-zone = სად არის დაზიანება?
ask-damage-photo = გამოგზავნეთ დაზიანების ფოტო ({ $zone }).
ask-damage-comment = მოკლედ აღწერეთ დაზიანება ({ $zone }).
ask-deposit = რა დეპოზიტი აიღეთ?
ask-deposit-known = ჯავშანში მითითებულია { $amount }. რამდენი აიღეთ?
ask-amount = დაწერეთ თანხა, მაგალითად 200 ან 100 USD.
ask-method = { $amount }: როგორ გადაიხადა კლიენტმა?
ask-exception-reason = რატომ დეპოზიტის გარეშე? დაწერეთ მიზეზი, მენეჯერი ნახავს.
ask-skip-reason = რატომ გამოვტოვოთ? აირჩიეთ ან დაწერეთ.
ask-cancel = გავაუქმოთ გაცემა? შეყვანილი მონაცემები არქივში დარჩება.

button-all-ok = ✅ ყველაფერი რიგზეა
button-hand-over = 🔑 მანქანის გადაცემა
button-next = შემდეგი →
button-retake = 🔄 ბოლო ფოტო თავიდან
button-no-damage = ✅ დაზიანება არ არის
button-add-damage = ➕ დაზიანების მონიშვნა
button-no-photo = ფოტოს გარეშე
button-no-comment = აღწერის გარეშე
button-taken = ✅ ავიღე { $amount }
button-other-amount = სხვა თანხა
button-not-taken = დეპოზიტი არ ამიღია
button-back = უკან
button-skip = გამოტოვება
button-cancel = გაუქმება
button-cancel-yes = დიახ, გავაუქმოთ
button-cancel-no = არა, გავაგრძელოთ
button-sure = დიახ, სწორია

skip-dark = ბნელა, არ ჩანს
skip-later = მოგვიანებით გავაკეთებ
skip-no-access = ვერ მივუდექი

option-e0 = ცარიელი
option-e1 = 1/8
option-e2 = 2/8
option-e3 = 3/8
option-e4 = 4/8
option-e5 = 5/8
option-e6 = 6/8
option-e7 = 7/8
option-e8 = სავსე

slot-dashboard = ხელსაწყოთა პანელი
slot-front = წინა მხარე
slot-front-right = წინა მარჯვენა კუთხე
slot-right = მარჯვენა მხარე
slot-rear-right = უკანა მარჯვენა კუთხე
slot-rear = უკანა მხარე
slot-rear-left = უკანა მარცხენა კუთხე
slot-left = მარცხენა მხარე
slot-front-left = წინა მარცხენა კუთხე
slot-seats-front = წინა სავარძლები
slot-seats-rear = უკანა სავარძლები
slot-mark = დაზიანება

zone-front = წინა მხარე
zone-rear = უკანა მხარე
zone-left = მარცხენა მხარე
zone-right = მარჯვენა მხარე
zone-roof = სახურავი
zone-glass = მინები
zone-wheels = ბორბლები
zone-inside = სალონი
damage-none = არ არის

method-cash = ნაღდი
method-card = ბარათი
method-transfer = გადარიცხვა
deposit-not-taken = არ არის აღებული
exception-approved = დამტკიცებულია
exception-rejected = უარყოფილია
exception-pending = გადაწყვეტილებას ელოდება
