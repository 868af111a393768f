# კლიენტებთან ჩატები: კლიენტის თემა ფილიალის ჯგუფში

# პასუხი ღილაკზე
chat-is-yours = ჩატი ახლა თქვენია
chat-is-assigned = გადაეცა: { $name }
chat-is-snoozed = გადაიდო { $at }-მდე
chat-is-closed = ჩატი დაიხურა
chat-is-reopened = ჩატი ისევ ღიაა
chat-is-moved = გადავიდა ფილიალში: { $branch }
chat-is-sending = იგზავნება
chat-gone = ასეთი ჩატი აღარ არსებობს
chat-was-taken = ამ ჩატს უკვე პასუხობს { $name }
chat-was-closed = უკვე დახურულია: { $name }, { $at }
chat-was-suggested = ეს პასუხი უკვე გაიგზავნა
chat-was-settled = ხელახლა გაგზავნა საჭირო არ არის: იხილეთ ბარათი
chat-no-suggestion = შემოთავაზებული პასუხი აღარ არის. დაწერეთ თქვენი ამავე თემაში.
chat-unfit = იქ გადაცემა შეუძლებელია. აირჩიეთ თავიდან.
chat-unchanged = არაფერი შეცვლილა: იხილეთ ბარათი
chat-nobody-to-assign = ფილიალში სხვა არავინ არის

# პასუხი თემაში დაწერილ შეტყობინებაზე
chat-refused = არ გაიგზავნა: ამ ფილიალის კლიენტებს ვერ უპასუხებთ: { $branch }.
chat-not-staff = არ გაიგზავნა: კლიენტს მხოლოდ თანამშრომლები პასუხობენ, საკუთარი სახელით და არა ანონიმურად.
chat-too-long = არ გაიგზავნა: შეტყობინება { $limit ->
    [one] { $limit } სიმბოლოზე
   *[other] { $limit } სიმბოლოზე
} გრძელია. გაყავით ნაწილებად.
chat-only-text = არ გაიგზავნა: აქედან კლიენტს მხოლოდ აქ დაწერილი ტექსტი მისდის. ფოტოები და ფაილები Umnico-დან გაგზავნეთ. კოლეგებისთვის შენიშვნა იწყება ნიშნით { $note }
chat-open-umnico = ჩატის გახსნა Umnico-ში
chat-edited = კლიენტმა შეტყობინება უკვე ძველი სახით მიიღო. შესწორება მასთან ვერ მივა: დაწერეთ ახალი.

# კლიენტის შეტყობინების ბარათები
chat-intent-booking = ჯავშანი
chat-intent-price = ფასი
chat-intent-extension = გახანგრძლივება
chat-intent-return = დაბრუნება
chat-intent-problem = პრობლემა
chat-intent-documents = დოკუმენტები
chat-intent-location = სად მოვიდეს
chat-intent-other = სხვა
chat-urgency-low = პასუხი საჭირო არ არის
chat-urgency-normal = არ არის სასწრაფო
chat-urgency-high = სასწრაფო
chat-by-rules = წესებით
chat-suggested = შეიძლება ასე ვუპასუხოთ:
chat-shortened = აქ შემოკლებულია. სრული ტექსტი:
chat-file-photo = ფოტო
chat-file-video = ვიდეო
chat-file-audio = აუდიო
chat-file-sticker = სტიკერი
chat-file-link = ბმული
chat-file-other = ფაილი
chat-of-nobody = ჯერ არავინ
chat-snoozed-until = გადაიდო { $at }-მდე
chat-closed-by = დაიხურა: { $name }, { $at }
chat-snooze-ask = როდემდე გადავდოთ?
chat-assign-ask = ვინ უპასუხოს?
chat-move-ask = რომელ ფილიალში?
chat-button-suggest = ამ პასუხის გაგზავნა
chat-button-take = მე ვუპასუხებ
chat-button-assign = გადაცემა
chat-button-snooze = გადადება
chat-button-close = დახურვა
chat-button-reopen = ხელახლა გახსნა
chat-button-move = სხვა ფილიალი
chat-button-hour = 1 საათით
chat-button-tomorrow = ხვალამდე

# პასუხების ბარათები
chat-from-umnico = Umnico-დან
chat-untranslated = უთარგმნელად: ენობრივი მოდელი მიუწვდომელია
chat-state-sending = იგზავნება
chat-state-sent = გაიგზავნა
chat-state-delivered = მიღებულია
chat-state-failed = ვერ გაიგზავნა.
chat-state-uncertain = შესაძლოა, უკვე მივიდა. ხელახლა გაგზავნამდე ნახეთ:
chat-button-again = ხელახლა ცდა
chat-button-again-anyway = მაინც გაგზავნა

# სხვა ფილიალში გადატანილი ჩატი
chat-moved-to = { $name }: ჩატი გადავიდა ფილიალში „{ $branch }“
chat-moved-here = { $name }: ჩატი აქ გადმოვიდა ფილიალიდან „{ $branch }“

# პასუხები კლიენტებისთვის, რომლებსაც ბოტი ენობრივი მოდელის გარეშე გვთავაზობს
chat-suggest-booking = გამარჯობა! გმადლობთ შეტყობინებისთვის. გთხოვთ, მოგვწეროთ თარიღები, ავტომობილის მიღების ადგილი და როგორი ავტომობილი გსურთ. კოლეგა შეამოწმებს და გიპასუხებთ.
chat-suggest-price = გამარჯობა! გმადლობთ შეტყობინებისთვის. გთხოვთ, მოგვწეროთ თარიღები და რომელი ავტომობილი გაინტერესებთ. კოლეგა დააზუსტებს ფასს და გიპასუხებთ.
chat-suggest-extension = გამარჯობა! რომელ დღემდე და საათამდე გსურთ ავტომობილის დატოვება? კოლეგა შეამოწმებს, შესაძლებელია თუ არა ეს, და გიპასუხებთ.
chat-suggest-return = გამარჯობა! გთხოვთ, მოგვწეროთ, როდის და სად გაწყობთ ავტომობილის დაბრუნება. კოლეგა დაგიდასტურებთ.
chat-suggest-problem = თქვენი შეტყობინება მივიღეთ და უკვე ვმუშაობთ ამაზე. უსაფრთხოდ ხართ? გთხოვთ, მოგვწეროთ, სად ხართ და რა მოხდა, და თუ შეგიძლიათ, ფოტოც გამოგვიგზავნოთ.
chat-suggest-documents = გამარჯობა! თქვენი შეტყობინება დოკუმენტების შესახებ მივიღეთ. კოლეგა ნახავს და გიპასუხებთ.
chat-suggest-location = გამარჯობა! თქვენი შეტყობინება მივიღეთ. კოლეგა გამოგიგზავნით ადგილს.
chat-suggest-other = გამარჯობა! გმადლობთ შეტყობინებისთვის. კოლეგა გიპასუხებთ.
