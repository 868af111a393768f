# Происшествия: карточка, список, сообщение о проблеме
menu-incidents = 🚨 Происшествия
command-incidents = Открытые происшествия
command-problem = Сообщить о проблеме
incidents-title = 🚨 Происшествия
incidents-closed-title = ✅ Закрытые за 7 дней
incidents-empty = Открытых происшествий нет.
incidents-closed-empty = За последние 7 дней ничего не закрывали.
incidents-hint = Нажмите на строку, чтобы открыть карточку.
button-incidents-closed = ✅ Закрытые за 7 дней
button-incidents-open = 🚨 Открытые
button-incident-report = ➕ Сообщить о проблеме

incident-unauthorised-trip = Поездка без разрешения
incident-new-damage = Новое повреждение
incident-missed-handover = Выдача или возврат пропущены
incident-expired-inspection = Техосмотр просрочен
incident-lost-tracker = Трекер не отвечает
incident-reported = Проблема

incident-open = открыто
incident-acknowledged = в работе: { $name }
incident-resolved = закрыто: { $name }, { $at }
incident-closing = ⏳ Закрытие ждёт решения руководителя
incident-photos = { $count ->
    [one] { $count } фото
    [few] { $count } фото
   *[other] { $count } фото
  }
incident-photos-of = Фото происшествия: { $title }

incident-entry-opened = Открыто
incident-entry-opened-by = Сообщил(а): { $name }
incident-entry-acknowledged = { $name }: взято в работу
incident-entry-closing = { $name } просит закрыть: { $text }
incident-entry-refused = { $name }: закрывать рано
incident-entry-refused-expired = Закрытие никто не подтвердил вовремя
incident-entry-resolved = Закрыто: { $name }
incident-entry-reopened = Открыто снова: { $name }

button-incident-acknowledge = 👀 Беру
button-incident-comment = 💬 Добавить
button-incident-resolve = ✅ Закрыть
button-incident-open = 🔎 Открыть
button-incident-reopen = ↩️ Открыть снова

incident-did-acknowledge = Теперь это за вами
incident-did-resolve = Происшествие закрыто
incident-did-reopen = Происшествие снова открыто
incident-did-ask = Запрос на закрытие отправлен руководителю
incident-did-comment = Добавлено.
incident-was-acknowledged = Уже в работе: { $name }, { $at }
incident-was-resolved = Уже закрыто: { $name }, { $at }
incident-is-open = Оно и так открыто
incident-closing-asked = Закрытие уже ждёт решения руководителя
incident-too-late = Прошло больше 7 дней: сообщите о новой проблеме
incident-say-first = Сначала ответьте на карточку и напишите, что сделано, потом нажмите «Закрыть»
incident-comment-reply = Ответьте на эту карточку: ваше сообщение попадёт в неё
incident-comment-type = 💬 Что добавить? Напишите одним сообщением. Передумали — /menu.
incident-done-type = ✅ Что сделано? Напишите одним сообщением: руководитель подтвердит закрытие. Передумали — /menu.

problem-which-car = 🚗 С какой машиной проблема? Напишите номер или нажмите «Без машины».
problem-no-such-car = Машины с таким номером у вас нет. Проверьте номер или нажмите «Без машины».
problem-several-cars = Таких машин несколько: напишите номер целиком.
problem-which-branch = В каком филиале?
problem-what = Что случилось? Напишите или пришлите фото с подписью.
problem-photos = Есть фото? Пришлите до { $limit } штук и нажмите «Отправить».
problem-got-photos = { $count ->
    [one] Получено { $count } фото.
    [few] Получено { $count } фото.
   *[other] Получено { $count } фото.
  }
problem-sent = Записано: { $title }. Карточка в группе филиала, всё новое будет на ней.
problem-left = Ничего не записано.
button-problem-no-car = Без машины
button-problem-send = ✅ Отправить
button-problem-leave = ✖️ Не надо
