# Чек-листы
unit-km = км
unit-hours = ч
unit-days = дн.
checklist-progress = { $done } из { $total }
checklist-started = Начинаем
checklist-resumed = Продолжаем с того же места
checklist-in-private = Чек-лист ждёт вас в личном чате со мной
checklist-taken = Этим уже занимается { $name }
checklist-impossible =
    { $kind ->
        [return] По этой брони возвращать нечего: авто не выдано или уже принято
        [cash] Кассу сейчас не сдать
        [trip] Этого авто больше нет в парке
        [maintenance] Этого авто больше нет в парке
       *[issue] По этой брони авто не выдать: оно уже выдано или бронь закрыта
    }
checklist-none = Незаконченного нет. Начните: /issue, /return, /trip, /cash или /maintenance
checklist-of-another = Этот чек-лист ведёт другой сотрудник
checklist-ended = Этот чек-лист уже завершён
checklist-stale = Карточка уже изменилась, вот текущий шаг
checklist-cancelled =
    { $kind ->
        [return] Возврат отменён
        [cash] Сдача кассы отменена
        [trip] Поездка отменена
        [maintenance] Приём на сервис отменён
       *[issue] Выдача отменена
    }
checklist-done =
    { $kind ->
        [return] Авто принято
        [cash] Касса сдана
        [trip] Поездка заявлена
        [maintenance] Авто принято на сервис
       *[issue] Выдача завершена
    }
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
checklist-text-too-short = Напишите подробнее, хотя бы { $min } знака
checklist-text-too-long = Слишком длинно: уместите в { $max } знаков
checklist-currency-not-here = Здесь принимаем только { $currencies }
checklist-given = Передано: { $name }
checklist-given-to-you = Это передали вам: { $name }. Продолжайте отсюда.
checklist-cannot-give = Этому сотруднику передать нельзя
checklist-not-to-give = Это делаете только вы сами
checklist-title-issue = Выдача
checklist-title-return = Возврат
checklist-title-cash = Сдача кассы
checklist-title-trip = Поездка
checklist-title-maintenance = Приём на сервис

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
step-cash-gel = Лари
step-cash-usd = Доллары
step-cash-eur = Евро
step-cash-why = Почему не сходится
step-cash-confirm = Сдать кассу
step-trip-purpose = Зачем
step-trip-what = Что за дело
step-trip-from = Откуда
step-trip-from-where = Откуда именно
step-trip-to = Куда
step-trip-to-where = Куда именно
step-trip-mileage = Пробег
step-trip-back = Вернётесь через
step-trip-confirm = Поездка
step-maintenance-reason = Причина
step-maintenance-note = Что не так
step-maintenance-mileage = Пробег
step-maintenance-dashboard = Фото приборной панели
step-maintenance-fuel = Топливо
step-maintenance-outside = Снаружи
step-maintenance-damage = Повреждения
step-maintenance-keys = Ключи
step-maintenance-papers = Документы авто
step-maintenance-emptied = Вещи убраны
step-maintenance-days = Срок
step-maintenance-confirm = Приём на сервис

ask-issue-documents = Паспорт и права клиента проверены, договор подписан?
ask-issue-fuel = Какой уровень топлива?
ask-issue-equipment = Техпаспорт, ключи, запаска, домкрат и аптечка на месте?
ask-issue-confirm = Всё готово. Передать авто клиенту?
ask-final-waiting = Ждём решения руководителя по залогу. После одобрения можно передавать авто.
ask-sure = Точно { $value } { $unit }? В прошлый раз было { $known } { $unit }.
ask-photos = Пришлите фото, можно альбомом. Сейчас: { $next }. Осталось: { $slots }.
ask-photos-complete = Все фото есть.
ask-damage = Отметьте повреждения или нажмите «Без повреждений».
ask-damage-zone = Где повреждение?
ask-damage-photo = Пришлите фото повреждения ({ $zone }).
ask-damage-comment = Опишите повреждение парой слов ({ $zone }).
ask-amount = Напишите сумму, например 200 или 100 USD.
ask-method = { $amount }: как оплатил клиент?
ask-exception-reason = Почему без залога? Напишите причину, её увидит руководитель.
ask-skip-reason = Почему пропускаем? Выберите или напишите.
ask-cancel =
    { $kind ->
        [return] Отменить возврат? Всё введённое останется в архиве.
        [cash] Отменить сдачу кассы? Всё введённое останется в архиве.
        [trip] Отменить поездку? Всё введённое останется в архиве.
        [maintenance] Отменить приём на сервис? Всё введённое останется в архиве.
       *[issue] Отменить выдачу? Всё введённое останется в архиве.
    }
ask-issue-mileage = Напишите цифрами пробег с приборной панели.
ask-issue-deposit = Какой залог взяли?
ask-cash-gel = Сколько сдаёте в лари?
ask-cash-usd = Сколько сдаёте в долларах?
ask-cash-eur = Сколько сдаёте в евро?
ask-cash-why = Сумма не та, что по выдачам. Напишите почему: это увидит руководитель.
ask-cash-confirm = Всё посчитано. Сдать?
ask-trip-purpose = Зачем едете?
ask-trip-what = Напишите, по какому делу.
ask-trip-from = Откуда выезжаете?
ask-trip-from-where = Напишите место или адрес.
ask-trip-to = Куда едете?
ask-trip-to-where = Напишите место или адрес.
ask-trip-mileage = Напишите цифрами пробег с приборной панели.
ask-trip-back = Через сколько часов вернётесь? Напишите число.
ask-trip-confirm = Заявить поездку?
ask-maintenance-reason = Зачем авто на сервисе?
ask-maintenance-note = Опишите, что не так.
ask-maintenance-mileage = Напишите цифрами пробег с приборной панели.
ask-maintenance-fuel = Какой уровень топлива?
ask-maintenance-keys = Ключи у вас?
ask-maintenance-papers = Техпаспорт и страховка на месте?
ask-maintenance-emptied = Вещей клиента в авто нет?
ask-maintenance-days = Сколько дней займёт? Напишите число.
ask-maintenance-confirm = Принять авто на сервис?
ask-known = В прошлый раз было { $known } { $unit }.
ask-currency = { $amount } — в какой валюте?
ask-retake = Какое фото переснять?
ask-retake-slot = Пришлите новое фото: { $slot }. Старое пока остаётся.
ask-colleague = Кому передать? Коллега продолжит с этого же места.
ask-colleague-none = Передать некому: в филиале больше никого нет.

suggested-booking-deposit = По брони залог { $amount }.
suggested-cash-expected = По выдачам должно быть { $amount }.
take-booking-deposit = ✅ Взяли { $amount }
take-cash-expected = ✅ Сдаю { $amount }

button-all-ok = ✅ Всё в порядке
button-next = Дальше →
button-retake = 🔄 Переснять
button-no-damage = ✅ Без повреждений
button-add-damage = ➕ Отметить повреждение
button-no-photo = Без фото
button-no-comment = Без описания
button-other-amount = Другая сумма
button-not-taken = Залог не взят
button-back = Назад
button-skip = Пропустить
button-cancel = Отмена
button-cancel-yes = Да, отменить
button-cancel-no = Нет, продолжить
button-sure = Да, верно
button-finish-issue = 🔑 Передать авто
button-finish-return = ✅ Принять авто
button-finish-cash = ✅ Сдать кассу
button-finish-trip = ✅ Заявить поездку
button-finish-maintenance = ✅ Принять на сервис
button-all-in-order = ✅ Всё в порядке: { $steps }
button-same-fuel = ✅ Как было: { $option }
button-nothing = Нет
button-give = 👥 Коллеге

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
option-delivery = Доставка авто
option-pickup = Забрать авто
option-wash = Мойка
option-fuel = Заправка
option-service = Сервис
option-inspection = Техосмотр
option-other = Другое
option-branch = Офис
option-airport = Аэропорт
option-client = Клиент
option-repair = Ремонт
option-body = Кузов
option-tyres = Шины

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

choose-title-issue = 🔑 Что выдаём?
choose-title-return = ↩️ Что принимаем?
choose-title-trip = 🛣 На каком авто едете?
choose-title-maintenance = 🔧 Какое авто принимаем на сервис?
choose-branch = 💵 В каком филиале сдаёте?
choose-none = Сейчас нечего.
choose-plate = Нажмите или напишите госномер, например AA123BB.
choose-plate-unknown = Авто с номером { $plate } в ваших филиалах нет. Напишите ещё раз или выберите из списка.
choose-late = опаздывает

unfinished-title = 📋 Незаконченное

menu-issue = 🔑 Выдача
menu-return = ↩️ Возврат
menu-trip = 🛣 Поездка
menu-cash = 💵 Сдать кассу
menu-maintenance = 🔧 На сервис

command-issue = Выдать авто
command-return = Принять авто
command-trip = Заявить поездку
command-cash = Сдать кассу
command-maintenance = Принять авто на сервис

cash-card-title = Сдача кассы: { $name }
cash-card-amounts = Сдано: { $amounts }
cash-card-expected = Должно быть: { $amounts }
cash-card-difference = Разница: { $amounts }
cash-card-nothing = ничего
cash-line-difference = Разница: { $amount }
cash-line-expected = Должно быть: { $amount }

trip-card-title = Поездка: { $car }
trip-card-back = Вернётся { $at }
trip-card-booking = Авто на брони { $id }
trip-line-route = { $from } → { $to }

intake-card-title = На сервисе: { $car }
intake-card-photos = Фото приёма на сервис: { $car }
intake-card-days =
    { $count ->
        [one] Примерно { $count } день
        [few] Примерно { $count } дня
       *[many] Примерно { $count } дней
    }
