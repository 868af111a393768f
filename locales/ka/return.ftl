# დაბრუნება: ნაბიჯები, გაცემასთან შედარება, დამატებითი გადასახდელი, ანგარიშსწორება
step-return-mileage = გარბენი
step-return-dashboard = ხელსაწყოთა პანელის ფოტო
step-return-fuel = საწვავი
step-return-outside = გარედან
step-return-inside = სალონი
step-return-damage = ახალი დაზიანებები
step-return-clean = სისუფთავე
step-return-equipment = აღჭურვილობა
step-return-missing = რა აკლია
step-return-settlement = ანგარიშსწორება კლიენტთან
step-return-confirm = მანქანის მიღება

ask-return-mileage = დაწერეთ ციფრებით გარბენი ხელსაწყოთა პანელიდან.
ask-return-fuel = რამდენი საწვავია ავზში?
ask-return-clean = მანქანა სუფთაა?
ask-return-equipment = გასაღები, ტექპასპორტი, სათადარიგო საბურავი, დომკრატი და აფთიაქი ადგილზეა?
ask-return-missing = დაწერეთ, რა აკლია.
ask-return-confirm = ყველაფერი შემოწმებულია. მივიღოთ მანქანა?

option-clean = სუფთაა
option-dirty = გასარეცხია
option-complete = ყველაფერი ადგილზეა
option-incomplete = რაღაც აკლია

ask-settle = გაუსწორდით კლიენტს და დააჭირეთ ღილაკს. თუ სხვა თანხა გამოვიდა, გამოგზავნეთ ის.
ask-settle-back = რამდენი დაუბრუნეთ კლიენტს? მაგალითად, 200 ან 70 USD.
ask-settle-take = რამდენი გამოართვით კლიენტს? მაგალითად, 200 ან 70 USD.
ask-settle-method = { $what }. როგორ გასწორდით?
button-settle-back = ✅ დავუბრუნე { $amount }
button-settle-take = ✅ ავიღე { $amount }
button-settle-all = ✅ ასე გავსწორდით
button-settle-none = ✅ გასასწორებელი არაფერია
button-settle-other-back = სხვა თანხა დავუბრუნე
button-settle-other-take = სხვა თანხა ავიღე

return-issue-unknown = გაცემა ბოტის გარეშე მოხდა: შესადარებელი არაფერია.
return-issue-photos = ასე იყო გაცემისას ({ $at }): { $slots }
return-issue-damage = გაცემისას უკვე იყო: { $marks }. მონიშნეთ მხოლოდ ახალი.
return-issue-no-damage = გაცემისას დაზიანება არ ყოფილა.
return-km = გაიარა { $km } კმ
return-km-back = { $km } კმ-ით ნაკლებია, ვიდრე გაცემისას
return-fuel-less = { $eighths }/8-ით ნაკლები
return-late =
    { $hours ->
        [one] დაგვიანება: { $hours } საათი
       *[other] დაგვიანება: { $hours } საათი
    }

return-held = დეპოზიტი: { $amount }
return-held-by-booking = ჯავშნის დეპოზიტი: { $amount }, გაცემისას არ ჩაწერილა
return-held-none = დეპოზიტი არ არის
return-due-back = დასაბრუნებელია კლიენტისთვის: { $amount }
return-due-take = კლიენტმა უნდა გადაიხადოს: { $amount }
return-due-nothing = გასასწორებელი არაფერია
return-waits = მენეჯერის გადაწყვეტილებას ველოდებით. კლიენტის დაყოვნება საჭირო არ არის.
return-decided = გადაწყვეტილება მიღებულია, თანხა საბოლოოა.
return-settled-back = დაუბრუნდა { $amount }
return-settled-take = გადაიხადა { $amount }
return-settled-nothing = გასასწორებელი არ იყო
return-left-back = კლიენტს კიდევ უნდა დაუბრუნდეს: { $amount }
return-left-take = კლიენტმა კიდევ უნდა გადაიხადოს: { $amount }
return-left-nothing = ანგარიში სრულად გასწორებულია.
return-charges-approved = მენეჯერმა დამატებითი გადასახდელი დაამტკიცა
return-charges-rejected = დამატებითი გადასახდელი არ დამტკიცდა, კლიენტი მას არ იხდის
return-charges-named = მენეჯერმა თანხა განსაზღვრა

charge-line-mileage = ლიმიტს ზემოთ { $quantity } კმ: { $amount }
charge-line-fuel = საწვავი { $quantity }/8-ით ნაკლებია: { $amount }
charge-line-late =
    { $quantity ->
        [one] დაგვიანება { $quantity } საათით: { $amount }
       *[other] დაგვიანება { $quantity } საათით: { $amount }
    }
charge-line-cleaning = რეცხვა: { $amount }
charge-line-equipment = აკლია ({ $place }): { $amount }
charge-line-damage = დაზიანება ({ $place }): { $amount }
charge-kind-mileage = ლიმიტს ზემოთ { $quantity } კმ
charge-kind-fuel = საწვავი { $quantity }/8-ით ნაკლებია
charge-kind-late =
    { $quantity ->
        [one] დაგვიანება { $quantity } საათით
       *[other] დაგვიანება { $quantity } საათით
    }
charge-kind-cleaning = რეცხვა
charge-kind-equipment = აკლია: { $place }
charge-kind-damage = დაზიანება: { $place }
charge-unpriced = თანხას მენეჯერი განსაზღვრავს
charge-rejected = არ ერიცხება
charges-title = 💸 დამატებითი გადასახდელი დაბრუნებისას
charges-name = თანხა ღილაკით განსაზღვრეთ: ჩემთან პირადი ჩატი გაიხსნება.
charges-withdrawn = გადასახდელი აღარ არის: დაბრუნება შეიცვალა ან გაუქმდა.
button-charge-name = 💰 { $what }
charge-ask = რამდენი უნდა გადაიხადოს კლიენტმა? დაწერეთ თანხა ({ $currency }), 0 — არაფერი. თუ გადაიფიქრეთ — /menu.
charge-named = ჩაიწერა: { $amount }. თანამშრომელი საბოლოო თანხას ნახავს.
charge-dropped = ჩაიწერა: კლიენტი ამაში არაფერს იხდის.
charge-was-decided = ამაზე გადაწყვეტილება უკვე მიღებულია.
charge-amount-expected = საჭიროა თანხა ციფრებით, მაგალითად 200 ან 150,50.

returned-title = დაბრუნდა: { $car }
returned-photos = დაბრუნების ფოტოები: { $car }, ჯავშანი { $id }
returned-line = { $at } · დაბრუნდა { $car }, ჯავშანი { $id }, { $name }
returned-damage = ახალი დაზიანებები დაბრუნებისას: { $marks }
returned-beside = ⬅️ გაცემისას (ნაცრისფერი ჩარჩო) · ➡️ ახლა (წითელი ჩარჩო). { $place }
