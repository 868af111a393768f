# Поиск: страницы машины и брони, поиск в любом чате
command-car = Найти машину
command-booking = Найти бронь

car-ask = Какая машина? Пришлите номер, его часть или модель.
car-how-to-ask = Номер можно писать как угодно: AA123BB, аа 123 вв, 123. Или модель.
car-not-found = Не нашёл машину «{ $typed }».
car-unknown = Такой машины нет: возможно, её убрали из парка.
car-elsewhere = Эта машина не в ваших филиалах.
cars-found = Какая из них?
cars-more = …и другие: уточните номер.

car-free = 🟢 Свободна
car-free-until = 🟢 Свободна до { $until }
car-rented = 🔑 В аренде
car-rented-until = 🔑 В аренде до { $until }
car-in-service = 🔧 В сервисе с { $since }
car-mileage = { $km } км
car-fuel = топливо { $eighths }/8
car-clean = чистая
car-dirty = грязная
car-now = Сейчас у клиента
car-next = Дальше
car-incidents =
    { $count ->
        [one] ⚠️ { $count } открытое происшествие
        [few] ⚠️ { $count } открытых происшествия
       *[many] ⚠️ { $count } открытых происшествий
    }
car-tasks =
    { $count ->
        [one] 📋 { $count } открытая задача
        [few] 📋 { $count } открытые задачи
       *[many] 📋 { $count } открытых задач
    }
car-last-issue = Последняя выдача: { $at }, { $name }
car-last-return = Последний возврат: { $at }, { $name }
car-marks =
    { $count ->
        [one] { $count } повреждение
        [few] { $count } повреждения
       *[many] { $count } повреждений
    }
car-missing =
    { $count ->
        [one] не хватает { $count } пункта
       *[many] не хватает { $count } пунктов
    }

booking-ask = Какая бронь? Пришлите номер.
booking-number-expected = Номер брони — это цифры, например: /booking 506539
booking-unknown = Такой брони нет.
booking-elsewhere = Эта бронь не в ваших филиалах.
booking-deposit-taken = Залог взят: { $amount }
booking-checklists = Чек-листы
booking-timeline = Что было

checklist-word-issue = выдача
checklist-word-return = возврат
entry-car-issued = машина выдана
entry-car-returned = машина возвращена
entry-checklist-started = начат чек-лист: { $kind }
entry-checklist-done = закончен чек-лист: { $kind }
entry-reminder-seen = напоминание прочитано: { $kind }
entry-approval-asked = запрошено решение
entry-approval-approved = одобрено
entry-approval-rejected = отклонено
entry-incident-opened = происшествие
entry-incident-resolved = происшествие закрыто
entry-task-created = задача

button-open-in-bot = Открыть в боте
button-car-in-bot = 🚗 Машина
button-topic = 💬 Тема машины
button-report-problem = ⚠️ Проблема
button-new-task = 📋 Задача
