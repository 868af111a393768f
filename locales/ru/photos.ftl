# Фото: качество, повторы, поиск по машине, фото без чек-листа и фото вдогонку

photo-again-dark = Снимок «{ $slot }» слишком тёмный: переснимите со вспышкой или оставьте как есть.
photo-again-small = Снимок «{ $slot }» слишком мелкий: пришлите оригинал или оставьте как есть.
photo-again-blurred = Снимок «{ $slot }» смазан: переснимите или оставьте как есть.
photo-alike = Снимок «{ $slot }» очень похож на присланный раньше. Если это ошибка, переснимите.
photo-kept = Снимок оставлен
photo-keep-late = Этот снимок уже заменён
button-photo-again = Переснять: { $slot }
button-keep-photo = Оставить: { $slot }

photos-flag-duplicate = Такие снимки уже присылали раньше: { $slots }
photos-flag-alike = Похожи на прежние снимки: { $slots }
photos-flag-dark = Тёмные снимки: { $slots }
photos-flag-small = Мелкие снимки: { $slots }
photos-flag-blurred = Смазанные снимки: { $slots }

button-photos = Фото
photos-none = Фотографий этой машины пока нет.
photos-hint = { $count ->
    [one] { $count } съёмка. Нажмите, чтобы посмотреть.
    [few] { $count } съёмки. Нажмите, чтобы посмотреть.
   *[other] { $count } съёмок. Нажмите, чтобы посмотреть.
}
photos-count = { $count } фото
photos-of-issue = Выдача
photos-of-return = Возврат
photos-of-cash = Сдача кассы
photos-of-trip = Поездка
photos-of-maintenance = Приём в сервис
photos-of-loose = Без чек-листа
photos-camera-time = Снято { $at }
photos-place = Где снято
photos-gone = Этих фото больше нет
photos-coming = Отправляю фото

loose-which-car = { $count ->
    [one] С какой машины это фото?
   *[other] С какой машины эти фото?
}
loose-which-car-problem = Проблема с какой машиной?
loose-attached = { $count ->
    [one] Фото приложено: { $car }
   *[other] Фото приложены ({ $count }): { $car }
}
loose-reported = Происшествие открыто
loose-dropped = Фото никуда не приложены
loose-done = Готово
loose-answered = На этот вопрос уже ответили
loose-of-another = Это фото другого сотрудника
loose-problem-text = { $name } сообщает о проблеме, { $count } фото
loose-caption = { $name }, { $count } фото
button-loose-problem = Сообщить о проблеме
button-loose-keep = Просто приложить
button-loose-drop = Не нужно
button-loose-other = Другая машина

button-missing-photos = Дослать фото
button-photos-done = Это всё
photos-late-title = Недостающие фото
photos-late-begun = Присылайте фото
photos-late-send = Сейчас: { $next }. Не хватает: { $slots }.
photos-late-left = Не хватает: { $slots }.
photos-late-complete = Все фото на месте
photos-late-over = Прошло больше суток: к этому чек-листу фото уже не добавить
photos-late-caption = Прислано позже: { $slot }
