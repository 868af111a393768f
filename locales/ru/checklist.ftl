# Чек-лист выдачи
unit-km = км
checklist-issue = Выдача
checklist-progress = { $done } из { $total }
checklist-started = Начинаем
checklist-resumed = Продолжаем с того же места
checklist-in-private = Чек-лист ждёт вас в личном чате со мной
checklist-taken = Эту выдачу уже ведёт { $name }
checklist-impossible = По этой брони авто не выдать: оно уже выдано или бронь закрыта
checklist-none = Незаконченных выдач нет. Начните новую через /plan.
checklist-of-another = Этот чек-лист ведёт другой сотрудник
checklist-ended = Этот чек-лист уже завершён
checklist-stale = Карточка уже изменилась, вот текущий шаг
checklist-cancelled = Выдача отменена
checklist-done = Выдача завершена
checklist-missing =
    { $count ->
        [one] Не хватает { $count } пункта
        [few] Не хватает { $count } пунктов
       *[many] Не хватает { $count } пунктов
    }
checklist-at-start = Это первый шаг
checklist-cannot-skip = Этот шаг нельзя пропустить
checklist-reason-needed = Напишите причину словами
checklist-press-a-button = Нажмите одну из кнопок
checklist-photo-expected = Здесь нужно фото, а не текст. Если снять не получается, нажмите «Пропустить».
checklist-no-photo-here = На этом шаге фото не нужно
checklist-not-a-photo = Это не фото. Пришлите снимок как фото или как файл с картинкой.
checklist-photos-complete = Все фото этого шага уже есть
checklist-photos-missing = Сняты ещё не все фото
checklist-nothing-to-retake = Переснимать пока нечего
checklist-photo-broken = Снимок «{ $slot }» не читается, пришлите его ещё раз
checklist-photo-duplicate = Такой снимок («{ $slot }») уже присылали раньше. Если это ошибка, переснимите.
checklist-number-expected = Нужно число цифрами, например 50123
checklist-number-out-of-range = Число должно быть от { $min } до { $max }
checklist-amount-expected = Нужна сумма, например 200 или 100 USD
checklist-step-open = Этот шаг ещё не пройден
checklist-waits-for-approval = Ждём решения руководителя по залогу
checklist-exception-approved = Руководитель одобрил выдачу без залога
checklist-exception-rejected = Без залога выдавать нельзя: возьмите залог или отправьте запрос ещё раз

step-issue-documents = Документы
step-issue-mileage = Пробег
step-issue-dashboard = Фото приборной панели
step-issue-fuel = Топливо
step-issue-outside = Снаружи
step-issue-inside = Салон
step-issue-damage = Повреждения
step-issue-equipment = Комплектность
step-issue-deposit = Залог
step-issue-confirm = Передача клиенту

ask-issue-documents = Паспорт и права клиента проверены, договор подписан?
ask-issue-fuel = Какой уровень топлива?
ask-issue-equipment = Техпаспорт, ключи, запаска, домкрат и аптечка на месте?
ask-issue-confirm = Всё готово. Передать авто клиенту?
ask-final-waiting = Ждём решения руководителя по залогу. После одобрения можно передавать авто.
ask-number = Напишите цифрами пробег с приборной панели.
ask-number-known = Напишите цифрами пробег с приборной панели. В прошлый раз было { $known } км.
ask-sure = Точно { $value } км? В прошлый раз было { $known } км.
ask-photos = Пришлите фото, можно альбомом. Сейчас: { $next }. Осталось: { $slots }.
ask-photos-complete = Все фото есть.
ask-damage = Отметьте повреждения или нажмите «Без повреждений».
ask-damage-zone = Где повреждение?
ask-damage-photo = Пришлите фото повреждения ({ $zone }).
ask-damage-comment = Опишите повреждение парой слов ({ $zone }).
ask-deposit = Какой залог взяли?
ask-deposit-known = По брони залог { $amount }. Сколько взяли?
ask-amount = Напишите сумму, например 200 или 100 USD.
ask-method = { $amount }: как оплатил клиент?
ask-exception-reason = Почему без залога? Напишите причину, её увидит руководитель.
ask-skip-reason = Почему пропускаем? Выберите или напишите.
ask-cancel = Отменить выдачу? Всё введённое останется в архиве.

button-all-ok = ✅ Всё в порядке
button-hand-over = 🔑 Передать авто
button-next = Дальше →
button-retake = 🔄 Переснять последнее
button-no-damage = ✅ Без повреждений
button-add-damage = ➕ Отметить повреждение
button-no-photo = Без фото
button-no-comment = Без описания
button-taken = ✅ Взяли { $amount }
button-other-amount = Другая сумма
button-not-taken = Залог не взят
button-back = Назад
button-skip = Пропустить
button-cancel = Отмена
button-cancel-yes = Да, отменить
button-cancel-no = Нет, продолжить
button-sure = Да, верно

skip-dark = Темно, не видно
skip-later = Сделаю позже
skip-no-access = Нет доступа

option-e0 = Пустой
option-e1 = 1/8
option-e2 = 2/8
option-e3 = 3/8
option-e4 = 4/8
option-e5 = 5/8
option-e6 = 6/8
option-e7 = 7/8
option-e8 = Полный

slot-dashboard = приборная панель
slot-front = спереди
slot-front-right = спереди справа
slot-right = справа
slot-rear-right = сзади справа
slot-rear = сзади
slot-rear-left = сзади слева
slot-left = слева
slot-front-left = спереди слева
slot-seats-front = передние сиденья
slot-seats-rear = задние сиденья
slot-mark = повреждение

zone-front = Передняя часть
zone-rear = Задняя часть
zone-left = Левый бок
zone-right = Правый бок
zone-roof = Крыша
zone-glass = Стёкла
zone-wheels = Колёса
zone-inside = Салон
damage-none = нет

method-cash = Наличные
method-card = Карта
method-transfer = Перевод
deposit-not-taken = не взят
exception-approved = одобрено
exception-rejected = отклонено
exception-pending = ждёт решения
