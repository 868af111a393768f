# ჩეკლისტები
unit-km = კმ
unit-hours = სთ
unit-days = დღე
checklist-progress = { $done } / { $total }
checklist-started = ვიწყებთ
checklist-resumed = ვაგრძელებთ იმავე ადგილიდან
checklist-in-private = ჩეკლისტი ჩემთან პირად ჩატში გელოდებათ
checklist-taken = ამაზე უკვე მუშაობს { $name }
checklist-impossible =
    { $kind ->
        [return] ამ ჯავშნით დასაბრუნებელი არაფერია: მანქანა გაცემული არ არის ან უკვე დაბრუნდა
        [cash] ნაღდ ფულს ახლა ვერ ჩააბარებთ
        [trip] ეს მანქანა პარკში აღარ არის
        [maintenance] ეს მანქანა პარკში აღარ არის
       *[issue] ამ ჯავშნით მანქანას ვერ გასცემთ: ის უკვე გაცემულია ან ჯავშანი დახურულია
    }
checklist-none = დაუსრულებელი არაფერია. დაიწყეთ: /issue, /return, /trip, /cash ან /maintenance
checklist-of-another = ამ ჩეკლისტს სხვა თანამშრომელი ავსებს
checklist-ended = ეს ჩეკლისტი უკვე დასრულებულია
checklist-stale = ბარათი უკვე შეიცვალა, მიმდინარე ნაბიჯი ესაა
checklist-cancelled =
    { $kind ->
        [return] დაბრუნება გაუქმებულია
        [cash] ფულის ჩაბარება გაუქმებულია
        [trip] გამგზავრება გაუქმებულია
        [maintenance] სერვისზე მიღება გაუქმებულია
       *[issue] გაცემა გაუქმებულია
    }
checklist-done =
    { $kind ->
        [return] მანქანა დაბრუნებულია
        [cash] ფული ჩაბარებულია
        [trip] გამგზავრება გაცხადებულია
        [maintenance] მანქანა სერვისზე მიღებულია
       *[issue] გაცემა დასრულებულია
    }
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
checklist-text-too-short = დაწერეთ უფრო ვრცლად, მინიმუმ { $min } სიმბოლო
checklist-text-too-long = ძალიან გრძელია: მაქსიმუმ { $max } სიმბოლო
checklist-currency-not-here = აქ მხოლოდ { $currencies } მიიღება
checklist-given = გადაეცა: { $name }
checklist-given-to-you = ეს გადმოგცათ: { $name }. გააგრძელეთ აქედან.
checklist-cannot-give = ამ თანამშრომელს ვერ გადასცემთ
checklist-not-to-give = ამას მხოლოდ თქვენ აკეთებთ
checklist-title-issue = გაცემა
checklist-title-return = დაბრუნება
checklist-title-cash = ფულის ჩაბარება
checklist-title-trip = გამგზავრება
checklist-title-maintenance = სერვისზე მიღება

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
step-cash-gel = ლარი
step-cash-usd = დოლარი
step-cash-eur = ევრო
step-cash-why = რატომ არ ემთხვევა
step-cash-confirm = ჩაბარება
step-trip-purpose = მიზანი
step-trip-what = რა საქმეა
step-trip-from = საიდან
step-trip-from-where = ზუსტად საიდან
step-trip-to = სად
step-trip-to-where = ზუსტად სად
step-trip-mileage = გარბენი
step-trip-back = დაბრუნდებით
step-trip-confirm = გამგზავრება
step-maintenance-reason = მიზეზი
step-maintenance-note = რა სჭირს
step-maintenance-mileage = გარბენი
step-maintenance-dashboard = ხელსაწყოთა პანელის ფოტო
step-maintenance-fuel = საწვავი
step-maintenance-outside = გარედან
step-maintenance-damage = დაზიანებები
step-maintenance-keys = გასაღები
step-maintenance-papers = მანქანის საბუთები
step-maintenance-emptied = ნივთები ამოღებულია
step-maintenance-days = ვადა
step-maintenance-confirm = მიღება

ask-issue-documents = კლიენტის პასპორტი და მართვის მოწმობა შემოწმებულია, ხელშეკრულება ხელმოწერილია?
ask-issue-fuel = რამდენი საწვავია ავზში?
ask-issue-equipment = ტექპასპორტი, გასაღები, სათადარიგო საბურავი, დომკრატი და აფთიაქი ადგილზეა?
ask-issue-confirm = ყველაფერი მზადაა. გადავცეთ მანქანა კლიენტს?
ask-final-waiting = დეპოზიტზე მენეჯერის გადაწყვეტილებას ველოდებით. დამტკიცების შემდეგ მანქანას გადასცემთ.
ask-sure = { $value } { $unit } სწორია? ბოლოს იყო { $known } { $unit }.
ask-photos = გამოგზავნეთ ფოტოები, ალბომადაც შეიძლება. ახლა: { $next }. დარჩა: { $slots }.
ask-photos-complete = ყველა ფოტო გვაქვს.
ask-damage = მონიშნეთ დაზიანებები ან დააჭირეთ ღილაკს „დაზიანება არ არის“.
ask-damage-zone = სად არის დაზიანება?
ask-damage-photo = გამოგზავნეთ დაზიანების ფოტო ({ $zone }).
ask-damage-comment = მოკლედ აღწერეთ დაზიანება ({ $zone }).
ask-amount = დაწერეთ თანხა, მაგალითად 200 ან 100 USD.
ask-method = { $amount }: როგორ გადაიხადა კლიენტმა?
ask-exception-reason = რატომ დეპოზიტის გარეშე? დაწერეთ მიზეზი, მენეჯერი ნახავს.
ask-skip-reason = რატომ გამოვტოვოთ? აირჩიეთ ან დაწერეთ.
ask-cancel =
    { $kind ->
        [return] გავაუქმოთ დაბრუნება? შეყვანილი მონაცემები არქივში დარჩება.
        [cash] გავაუქმოთ ფულის ჩაბარება? შეყვანილი მონაცემები არქივში დარჩება.
        [trip] გავაუქმოთ გამგზავრება? შეყვანილი მონაცემები არქივში დარჩება.
        [maintenance] გავაუქმოთ სერვისზე მიღება? შეყვანილი მონაცემები არქივში დარჩება.
       *[issue] გავაუქმოთ გაცემა? შეყვანილი მონაცემები არქივში დარჩება.
    }
ask-issue-mileage = დაწერეთ ციფრებით გარბენი ხელსაწყოთა პანელიდან.
ask-issue-deposit = რა დეპოზიტი აიღეთ?
ask-cash-gel = რამდენ ლარს აბარებთ?
ask-cash-usd = რამდენ დოლარს აბარებთ?
ask-cash-eur = რამდენ ევროს აბარებთ?
ask-cash-why = თანხა გაცემებს არ ემთხვევა. დაწერეთ, რატომ: მენეჯერი ნახავს.
ask-cash-confirm = ყველაფერი დათვლილია. ჩავაბაროთ?
ask-trip-purpose = რისთვის მიდიხართ?
ask-trip-what = დაწერეთ, რა საქმეზე.
ask-trip-from = საიდან გადიხართ?
ask-trip-from-where = დაწერეთ ადგილი ან მისამართი.
ask-trip-to = სად მიდიხართ?
ask-trip-to-where = დაწერეთ ადგილი ან მისამართი.
ask-trip-mileage = დაწერეთ ციფრებით გარბენი ხელსაწყოთა პანელიდან.
ask-trip-back = რამდენ საათში დაბრუნდებით? დაწერეთ რიცხვი.
ask-trip-confirm = გავაცხადოთ გამგზავრება?
ask-maintenance-reason = რატომაა მანქანა სერვისზე?
ask-maintenance-note = აღწერეთ, რა სჭირს.
ask-maintenance-mileage = დაწერეთ ციფრებით გარბენი ხელსაწყოთა პანელიდან.
ask-maintenance-fuel = რამდენი საწვავია ავზში?
ask-maintenance-keys = გასაღები თქვენთანაა?
ask-maintenance-papers = ტექპასპორტი და დაზღვევა ადგილზეა?
ask-maintenance-emptied = კლიენტის ნივთები მანქანაში ხომ არ დარჩა?
ask-maintenance-days = რამდენი დღე დასჭირდება? დაწერეთ რიცხვი.
ask-maintenance-confirm = მივიღოთ მანქანა სერვისზე?
ask-known = ბოლოს იყო { $known } { $unit }.
ask-currency = { $amount } — რომელ ვალუტაში?
ask-retake = რომელი ფოტო გადავიღოთ თავიდან?
ask-retake-slot = გამოგზავნეთ ახალი ფოტო: { $slot }. მანამდე ძველი რჩება.
ask-colleague = ვის გადავცეთ? კოლეგა აქედან გააგრძელებს.
ask-colleague-none = გადასაცემი არავინაა: ფილიალში სხვა არავინ არის.

suggested-booking-deposit = ჯავშანში მითითებულია { $amount }.
suggested-cash-expected = გაცემების მიხედვით უნდა იყოს { $amount }.
take-booking-deposit = ✅ ავიღე { $amount }
take-cash-expected = ✅ ვაბარებ { $amount }

button-all-ok = ✅ ყველაფერი რიგზეა
button-next = შემდეგი →
button-retake = 🔄 თავიდან გადაღება
button-no-damage = ✅ დაზიანება არ არის
button-add-damage = ➕ დაზიანების მონიშვნა
button-no-photo = ფოტოს გარეშე
button-no-comment = აღწერის გარეშე
button-other-amount = სხვა თანხა
button-not-taken = დეპოზიტი არ ამიღია
button-back = უკან
button-skip = გამოტოვება
button-cancel = გაუქმება
button-cancel-yes = დიახ, გავაუქმოთ
button-cancel-no = არა, გავაგრძელოთ
button-sure = დიახ, სწორია
button-finish-issue = 🔑 მანქანის გადაცემა
button-finish-return = ✅ მანქანის მიღება
button-finish-cash = ✅ ფულის ჩაბარება
button-finish-trip = ✅ გამგზავრების გაცხადება
button-finish-maintenance = ✅ სერვისზე მიღება
button-all-in-order = ✅ ყველაფერი რიგზეა: { $steps }
button-same-fuel = ✅ როგორც იყო: { $option }
button-nothing = არაფერი
button-give = 👥 კოლეგას

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
option-delivery = მანქანის მიყვანა
option-pickup = მანქანის წამოყვანა
option-wash = სამრეცხაო
option-fuel = საწვავის ჩასხმა
option-service = სერვისი
option-inspection = ტექდათვალიერება
option-other = სხვა
option-branch = ოფისი
option-airport = აეროპორტი
option-client = კლიენტი
option-repair = შეკეთება
option-body = ძარა
option-tyres = საბურავები

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

choose-title-issue = 🔑 რას გავცემთ?
choose-title-return = ↩️ რას ვიბრუნებთ?
choose-title-trip = 🛣 რომელი მანქანით მიდიხართ?
choose-title-maintenance = 🔧 რომელ მანქანას ვიღებთ სერვისზე?
choose-branch = 💵 რომელ ფილიალში აბარებთ?
choose-none = ახლა არაფერია.
choose-plate = დააჭირეთ ან დაწერეთ ნომერი, მაგალითად AA123BB.
choose-plate-unknown = მანქანა ნომრით { $plate } თქვენს ფილიალებში არ არის. დაწერეთ ხელახლა ან აირჩიეთ სიიდან.
choose-late = აგვიანებს

unfinished-title = 📋 დაუსრულებელი

menu-issue = 🔑 გაცემა
menu-return = ↩️ დაბრუნება
menu-trip = 🛣 გამგზავრება
menu-cash = 💵 ფულის ჩაბარება
menu-maintenance = 🔧 სერვისზე

command-issue = მანქანის გაცემა
command-return = მანქანის დაბრუნება
command-trip = გამგზავრების გაცხადება
command-cash = ფულის ჩაბარება
command-maintenance = მანქანის სერვისზე მიღება

cash-card-title = ფულის ჩაბარება: { $name }
cash-card-amounts = ჩაბარდა: { $amounts }
cash-card-expected = უნდა იყოს: { $amounts }
cash-card-difference = სხვაობა: { $amounts }
cash-card-nothing = არაფერი
cash-line-difference = სხვაობა: { $amount }
cash-line-expected = უნდა იყოს: { $amount }

trip-card-title = გამგზავრება: { $car }
trip-card-back = დაბრუნდება { $at }
trip-card-booking = მანქანა ჯავშანზეა: { $id }
trip-line-route = { $from } → { $to }

intake-card-title = სერვისზეა: { $car }
intake-card-photos = სერვისზე მიღების ფოტოები: { $car }
intake-card-days =
    { $count ->
        [one] დაახლოებით { $count } დღე
       *[other] დაახლოებით { $count } დღე
    }
