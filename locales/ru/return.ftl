# Возврат: шаги, сверка с выдачей, доплаты, расчёт
step-return-mileage = Пробег
step-return-dashboard = Фото приборной панели
step-return-fuel = Топливо
step-return-outside = Снаружи
step-return-inside = Салон
step-return-damage = Новые повреждения
step-return-clean = Чистота
step-return-equipment = Комплектность
step-return-missing = Чего не хватает
step-return-settlement = Расчёт с клиентом
step-return-confirm = Приёмка авто

ask-return-mileage = Напишите цифрами пробег с приборной панели.
ask-return-fuel = Какой уровень топлива?
ask-return-clean = Авто чистое?
ask-return-equipment = Ключи, техпаспорт, запаска, домкрат и аптечка на месте?
ask-return-missing = Напишите, чего не хватает.
ask-return-confirm = Всё проверено. Принять авто?

option-clean = Чистое
option-dirty = Нужна мойка
option-complete = Всё на месте
option-incomplete = Чего-то нет

ask-settle = Рассчитайтесь с клиентом и нажмите кнопку. Если вышло иначе, отправьте свою сумму.
ask-settle-back = Сколько вернули клиенту? Например, 200 или 70 USD.
ask-settle-take = Сколько взяли с клиента? Например, 200 или 70 USD.
ask-settle-method = { $what }. Как рассчитались?
button-settle-back = ✅ Вернули { $amount }
button-settle-take = ✅ Взяли { $amount }
button-settle-all = ✅ Рассчитались так
button-settle-none = ✅ Рассчитываться не за что
button-settle-other-back = Вернули другую сумму
button-settle-other-take = Взяли другую сумму

return-issue-unknown = Выдачу вели без бота: сравнить не с чем.
return-issue-photos = Так было при выдаче ({ $at }): { $slots }
return-issue-damage = При выдаче уже было: { $marks }. Отмечайте только новое.
return-issue-no-damage = При выдаче повреждений не было.
return-km = за аренду { $km } км
return-km-back = на { $km } км меньше, чем при выдаче
return-fuel-less = меньше на { $eighths }/8
return-late =
    { $hours ->
        [one] Опоздание: { $hours } час
        [few] Опоздание: { $hours } часа
       *[many] Опоздание: { $hours } часов
    }

return-held = Залог: { $amount }
return-held-by-booking = Залог по брони: { $amount }, при выдаче не записан
return-held-none = Залога нет
return-due-back = Вернуть клиенту: { $amount }
return-due-take = Взять с клиента: { $amount }
return-due-nothing = Рассчитываться не за что
return-waits = Ждёт решения руководителя. Клиента можно не задерживать.
return-decided = Решение принято, сумма окончательная.
return-settled-back = вернули { $amount }
return-settled-take = взяли { $amount }
return-settled-nothing = не за что
return-left-back = Осталось вернуть клиенту: { $amount }
return-left-take = Осталось взять с клиента: { $amount }
return-left-nothing = Всё рассчитано.
return-charges-approved = Руководитель одобрил доплату
return-charges-rejected = Доплату не одобрили, с клиента её не берём
return-charges-named = Руководитель назначил сумму доплаты

charge-line-mileage = Сверх лимита { $quantity } км: { $amount }
charge-line-fuel = Топлива меньше на { $quantity }/8: { $amount }
charge-line-late =
    { $quantity ->
        [one] Опоздание на { $quantity } час: { $amount }
        [few] Опоздание на { $quantity } часа: { $amount }
       *[many] Опоздание на { $quantity } часов: { $amount }
    }
charge-line-cleaning = Мойка: { $amount }
charge-line-equipment = Не хватает ({ $place }): { $amount }
charge-line-damage = Повреждение ({ $place }): { $amount }
charge-kind-mileage = Сверх лимита { $quantity } км
charge-kind-fuel = Топлива меньше на { $quantity }/8
charge-kind-late =
    { $quantity ->
        [one] Опоздание на { $quantity } час
        [few] Опоздание на { $quantity } часа
       *[many] Опоздание на { $quantity } часов
    }
charge-kind-cleaning = Мойка
charge-kind-equipment = Не хватает: { $place }
charge-kind-damage = Повреждение: { $place }
charge-unpriced = сумму назначит руководитель
charge-rejected = не берём
charges-title = 💸 Доплата при возврате
charges-name = Назначьте сумму кнопкой: она откроет личный чат со мной.
charges-withdrawn = Доплаты больше нет: возврат изменили или отменили.
button-charge-name = 💰 { $what }
charge-ask = Сколько взять с клиента? Напишите сумму в { $currency }, 0 — ничего не брать. Передумали — /menu.
charge-named = Записано: { $amount }. Сотрудник увидит итог.
charge-dropped = Записано: с клиента ничего не берём.
charge-was-decided = По этой доплате уже решено.
charge-amount-expected = Нужна сумма цифрами, например 200 или 150,50.

returned-title = Принято: { $car }
returned-photos = Фото возврата: { $car }, бронь { $id }
returned-line = { $at } · принято { $car }, бронь { $id }, { $name }
returned-damage = Новые повреждения при возврате: { $marks }
returned-beside = ⬅️ При выдаче (серая рамка) · ➡️ сейчас (красная рамка). { $place }
