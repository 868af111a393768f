# Чаты с клиентами: тема клиента в группе филиала

# Что отвечают на нажатие
chat-is-yours = Чат теперь ваш
chat-is-assigned = Передан: { $name }
chat-is-snoozed = Отложен до { $at }
chat-is-closed = Чат закрыт
chat-is-reopened = Чат снова открыт
chat-is-moved = Переведён в филиал { $branch }
chat-is-sending = Отправляю
chat-gone = Такого чата больше нет
chat-was-taken = Чат уже ведёт { $name }
chat-was-closed = Чат уже закрыт: { $name }, { $at }
chat-was-suggested = Этот ответ уже отправлен
chat-was-settled = Повторять не нужно: смотрите карточку
chat-no-suggestion = Предложенного ответа больше нет. Напишите свой прямо в этой теме.
chat-unfit = Туда передать нельзя. Выберите снова.
chat-unchanged = Ничего не изменилось: смотрите карточку
chat-nobody-to-assign = В филиале больше некому передать

# Что отвечают на сообщение в теме
chat-refused = Не отправлено: отвечать клиентам филиала { $branch } вы не можете.
chat-not-staff = Не отправлено: клиенту отвечают только сотрудники и от своего имени, не анонимно.
chat-too-long = Не отправлено: сообщение длиннее { $limit ->
    [one] { $limit } символа
    [few] { $limit } символов
   *[other] { $limit } символов
}. Разделите его на части.
chat-only-text = Не отправлено: отсюда клиенту уходит только текст, написанный здесь. Фото и файлы отправляйте из Umnico. Заметка для коллег начинается с { $note }
chat-open-umnico = Открыть чат в Umnico
chat-edited = Клиент уже получил сообщение в прежнем виде. Правка до него не дойдёт: напишите новое.

# Карточки сообщений клиента
chat-intent-booking = Бронь
chat-intent-price = Цена
chat-intent-extension = Продление
chat-intent-return = Возврат
chat-intent-problem = Проблема
chat-intent-documents = Документы
chat-intent-location = Куда ехать
chat-intent-other = Другое
chat-urgency-low = ответ не нужен
chat-urgency-normal = не срочно
chat-urgency-high = срочно
chat-by-rules = по правилам
chat-suggested = Можно ответить так:
chat-shortened = Здесь сокращено. Полный текст — в
chat-file-photo = Фото
chat-file-video = Видео
chat-file-audio = Аудио
chat-file-sticker = Стикер
chat-file-link = Ссылка
chat-file-other = Файл
chat-of-nobody = пока никто
chat-snoozed-until = Отложено до { $at }
chat-closed-by = Закрыто: { $name }, { $at }
chat-snooze-ask = До какого времени отложить?
chat-assign-ask = Кому передать?
chat-move-ask = В какой филиал?
chat-button-suggest = Отправить этот ответ
chat-button-take = Отвечу
chat-button-assign = Передать
chat-button-snooze = Отложить
chat-button-close = Закрыть
chat-button-reopen = Открыть снова
chat-button-move = Другой филиал
chat-button-hour = На час
chat-button-tomorrow = До завтра

# Карточки ответов
chat-from-umnico = Из Umnico
chat-untranslated = без перевода: языковая модель недоступна
chat-state-sending = отправляется
chat-state-sent = отправлено
chat-state-delivered = доставлено
chat-state-failed = Не отправлено.
chat-state-uncertain = Возможно, дошло. Прежде чем отправлять снова, посмотрите в
chat-button-again = Повторить
chat-button-again-anyway = Всё равно отправить

# Переданный чат
chat-moved-to = { $name }: чат передан в филиал { $branch }
chat-moved-here = { $name }: чат передан сюда из филиала { $branch }

# Ответы клиентам, которые бот предлагает без языковой модели
chat-suggest-booking = Здравствуйте! Спасибо за сообщение. Напишите, пожалуйста, даты, место получения и какой автомобиль вы хотели бы. Коллега проверит и ответит вам.
chat-suggest-price = Здравствуйте! Спасибо за сообщение. Напишите, пожалуйста, даты и какой автомобиль вас интересует. Коллега уточнит цену и ответит вам.
chat-suggest-extension = Здравствуйте! До какого дня и времени вы хотели бы оставить автомобиль? Коллега проверит, возможно ли это, и ответит вам.
chat-suggest-return = Здравствуйте! Напишите, пожалуйста, когда и где вам удобно вернуть автомобиль. Коллега подтвердит.
chat-suggest-problem = Мы получили ваше сообщение и уже занимаемся этим. Вы в безопасности? Напишите, пожалуйста, где вы и что случилось, и пришлите фото, если можете.
chat-suggest-documents = Здравствуйте! Мы получили ваше сообщение о документах. Коллега посмотрит и ответит вам.
chat-suggest-location = Здравствуйте! Мы получили ваше сообщение. Коллега пришлёт вам место.
chat-suggest-other = Здравствуйте! Спасибо за сообщение. Коллега ответит вам.
