# ფოტოები: ხარისხი, განმეორება, მანქანის მიხედვით, ჩეკლისტის გარეშე და დაგვიანებული

photo-again-dark = ფოტო „{ $slot }“ ძალიან ბნელია: გადაიღეთ თავიდან ფლეშით ან დატოვეთ ასე.
photo-again-small = ფოტო „{ $slot }“ ძალიან პატარაა: გამოგზავნეთ ორიგინალი ან დატოვეთ ასე.
photo-again-blurred = ფოტო „{ $slot }“ ბუნდოვანია: გადაიღეთ თავიდან ან დატოვეთ ასე.
photo-alike = ფოტო „{ $slot }“ ძალიან ჰგავს ადრე გამოგზავნილს. თუ შეგეშალათ, გადაიღეთ თავიდან.
photo-kept = ფოტო დარჩა
photo-keep-late = ეს ფოტო უკვე შეცვლილია
button-photo-again = თავიდან: { $slot }
button-keep-photo = დარჩეს: { $slot }

photos-flag-duplicate = ასეთი ფოტოები ადრეც გამოგზავნეს: { $slots }
photos-flag-alike = ჰგავს ადრინდელ ფოტოებს: { $slots }
photos-flag-dark = ბნელი ფოტოები: { $slots }
photos-flag-small = პატარა ფოტოები: { $slots }
photos-flag-blurred = ბუნდოვანი ფოტოები: { $slots }

button-photos = ფოტოები
photos-none = ამ მანქანის ფოტოები ჯერ არ არის.
photos-hint = { $count ->
    [one] { $count } გადაღება. დააჭირეთ სანახავად.
   *[other] { $count } გადაღება. დააჭირეთ სანახავად.
}
photos-count = { $count } ფოტო
photos-of-issue = გაცემა
photos-of-return = დაბრუნება
photos-of-cash = სალაროს ჩაბარება
photos-of-trip = მგზავრობა
photos-of-maintenance = სერვისში მიღება
photos-of-loose = ჩეკლისტის გარეშე
photos-camera-time = გადაღებულია: { $at }
photos-place = გადაღების ადგილი
photos-gone = ეს ფოტოები აღარ არის
photos-coming = ფოტოებს ვაგზავნი

loose-which-car = { $count ->
    [one] რომელი მანქანის ფოტოა?
   *[other] რომელი მანქანის ფოტოებია?
}
loose-which-car-problem = რომელ მანქანას აქვს პრობლემა?
loose-attached = { $count ->
    [one] ფოტო დაემატა: { $car }
   *[other] { $count } ფოტო დაემატა: { $car }
}
loose-reported = ინციდენტი გახსნილია
loose-dropped = ფოტოები არსად დამატებულა
loose-done = მზადაა
loose-answered = ამ კითხვას უკვე უპასუხეს
loose-of-another = ეს სხვა თანამშრომლის ფოტოებია
loose-problem-text = { $name } პრობლემას იტყობინება, { $count } ფოტო
loose-caption = { $name }, { $count } ფოტო
button-loose-problem = პრობლემის შეტყობინება
button-loose-keep = უბრალოდ დამატება
button-loose-drop = არ არის საჭირო
button-loose-other = სხვა მანქანა

button-missing-photos = ფოტოების დამატება
button-photos-done = სულ ეს არის
photos-late-title = ნაკლული ფოტოები
photos-late-begun = გამოგზავნეთ ფოტოები
photos-late-send = ახლა: { $next }. აკლია: { $slots }.
photos-late-left = აკლია: { $slots }.
photos-late-complete = ყველა ფოტო ადგილზეა
photos-late-over = ერთ დღეზე მეტი გავიდა: ამ ჩეკლისტს ფოტოს ვეღარ დაამატებთ
photos-late-caption = მოგვიანებით გამოგზავნილი: { $slot }
