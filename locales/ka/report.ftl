# ფილიალის ანგარიში: ტექსტად და სურათად
menu-report = 📊 ანგარიში
command-report = ფილიალის ანგარიში
evening-report-title = საღამოს ანგარიში: { $branch }
evening-report-about = საღამოს აქვეყნებს დღის შედეგებს სურათით: დატვირთვა, დროული გაცემა და მიღება, ნაღდი ფული, ინციდენტები.

report-title = { $branch }: { $span }
report-choose-branch = რომელი ფილიალის ანგარიში გაჩვენოთ?
report-occupancy = გაქირავებულია { $rented } / { $cars } ({ $share }%)
report-issues = გაცემა
report-returns = მიღება
report-none-planned = არ იყო დაგეგმილი
report-on-time = დროულად { $onTime } / { $planned }
report-late = { $count ->
    [one] { $count } დაგვიანებით
   *[other] { $count } დაგვიანებით
}
report-missing = { $count ->
    [one] { $count } არ შედგა
   *[other] { $count } არ შედგა
}
report-cash = ჩაბარებულია { $collected } / { $expected }
report-cash-none = ნაღდი ფული არ ყოფილა
report-incidents = ინციდენტები: ღია { $open }, ახალი ამ პერიოდში { $opened }
report-reminders = { $count ->
    [0] ყველა შეხსენებას უპასუხეს
    [one] უპასუხოდ დარჩა { $count } შეხსენება
   *[other] უპასუხოდ დარჩა { $count } შეხსენება
}
report-on-its-way = ვხატავ, ახლავე გამოგიგზავნით

button-report-day = დღე
button-report-week = კვირა
button-report-picture = 📈 სურათად
button-report-branch = 🏢 სხვა ფილიალი

chart-occupancy = პარკის დატვირთვა
chart-handovers = გაცემა და მიღება
chart-on-time = დროულად
chart-late = დაგვიანებით
chart-missing = არ შედგა
chart-to-come = წინ არის
chart-cash = ნაღდი ფული: ჩაბარდა / უნდა იყოს
chart-no-cash = ნაღდი ფული არ ყოფილა
chart-incidents = { $count ->
    [one] ღია ინციდენტი
   *[other] ღია ინციდენტი
}
chart-reminders = { $count ->
    [one] უპასუხო შეხსენება
   *[other] უპასუხო შეხსენება
}
