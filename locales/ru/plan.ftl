# План дня: мой и филиала
menu-plan = 📅 План дня
command-plan = План дня
button-plan-open = 📋 Открыть в боте

plan-mine-title = 📅 Мой день: { $day }
plan-mine-empty = На этот день дел нет.
plan-branch-title = План: { $branch }, { $day }
plan-branch-empty = На этот день выдач и приёмок нет.
plan-choose-branch = План какого филиала показать?
plan-no-branch = Вы пока не прикреплены к филиалу. Напишите администратору.
plan-on-shift = На смене: { $names }
plan-nobody-on-shift = Смены на этот день не назначены
plan-issues = Выдачи: { $done } из { $total }
plan-returns = Приёмки: { $done } из { $total }
plan-issue = Выдача
plan-return = Приёмка
plan-reminder-issue = Напоминание о выдаче
plan-reminder-return = Напоминание о приёмке
plan-late = опаздывает
plan-overdue = просрочено
plan-no-deadline = без срока
plan-incidents = { $count ->
    [one] { $count } открытое происшествие
    [few] { $count } открытых происшествия
   *[other] { $count } открытых происшествий
}
plan-approvals = { $count ->
    [one] { $count } запрос ждёт решения
    [few] { $count } запроса ждут решения
   *[other] { $count } запросов ждут решения
}
plan-maintenance = { $count ->
    [one] { $count } авто на обслуживании:
   *[other] { $count } авто на обслуживании:
}
button-plan-mine = 👤 Мой день
button-plan-branch = 🏢 Филиал
button-plan-today = Сегодня
button-plan-issue = 🔑 { $at } { $car }
button-plan-return = ↩️ { $at } { $car }
button-plan-task = 📌 { $title }
