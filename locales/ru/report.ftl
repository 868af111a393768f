# Отчёт по филиалу: словами и картинкой
menu-report = 📊 Отчёт
command-report = Отчёт по филиалу
evening-report-title = Вечерний отчёт: { $branch }
evening-report-about = Вечером публикует итоги дня с картинкой: загрузка, выдачи и приёмки вовремя, касса, происшествия.

report-title = { $branch }: { $span }
report-choose-branch = Отчёт по какому филиалу?
report-occupancy = В аренде { $rented } из { $cars } ({ $share } %)
report-issues = Выдачи
report-returns = Приёмки
report-none-planned = не планировались
report-on-time = { $onTime } из { $planned } вовремя
report-late = { $count ->
    [one] { $count } с опозданием
   *[other] { $count } с опозданием
}
report-missing = { $count ->
    [one] { $count } не состоялась
   *[other] { $count } не состоялось
}
report-cash = Сдано { $collected } из { $expected }
report-cash-none = Наличных не было
report-incidents = Происшествия: открыто { $open }, новых за период { $opened }
report-reminders = { $count ->
    [0] Все напоминания отвечены
    [one] { $count } напоминание без ответа
    [few] { $count } напоминания без ответа
   *[other] { $count } напоминаний без ответа
}
report-on-its-way = Рисую, сейчас пришлю

button-report-day = День
button-report-week = Неделя
button-report-picture = 📈 Картинкой
button-report-branch = 🏢 Другой филиал

chart-occupancy = Загрузка парка
chart-handovers = Выдачи и приёмки
chart-on-time = вовремя
chart-late = с опозданием
chart-missing = не состоялось
chart-to-come = впереди
chart-cash = Наличные: сдано / должно быть
chart-no-cash = Наличных не было
chart-incidents = { $count ->
    [one] открытое происшествие
    [few] открытых происшествия
   *[other] открытых происшествий
}
chart-reminders = { $count ->
    [one] напоминание без ответа
    [few] напоминания без ответа
   *[other] напоминаний без ответа
}
