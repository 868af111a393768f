# Расписания: список, карточка и изменение времени (для администраторов)
menu-schedules = 🗓 Расписания
command-schedules = Расписания

schedules-title = 🗓 Расписания
schedules-empty = Расписаний пока нет.
schedules-hint = Нажмите на расписание, чтобы посмотреть или изменить его.

schedule-active = Работает
schedule-paused = На паузе
schedule-snoozed = Отложено до { $until }
schedule-cancelled = Отменено
schedule-ended = Завершено: запусков больше не будет
schedule-draft = Черновик: ещё не опубликовано
schedule-failing = Ошибок подряд: { $count }
schedule-of-product = Встроенное
schedule-made-by = Создано: { $name }
schedule-on-event = При событии { $topic }
schedule-zone = Время: { $zone }
schedule-next-title = Ближайшие запуски
schedule-next-none = По расписанию запусков больше нет.
schedule-runs-title = Последние запуски
schedule-runs-none = Запусков ещё не было.
schedule-snooze-ask = На сколько отложить? Запуски за это время пропадут.
schedule-cancel-ask = Отменить насовсем? Вернуть расписание будет нельзя.

button-schedule-pause = ⏸ На паузу
button-schedule-resume = ▶️ Возобновить
button-schedule-run = 🚀 Запустить сейчас
button-schedule-snooze = 😴 Отложить
button-schedule-slots = 🔭 Ближайшие 5
button-schedule-change = ✏️ Изменить время
button-schedule-cancel = 🛑 Отменить
button-schedule-hour = На час
button-schedule-tomorrow = До завтра
button-schedule-week = На неделю
button-schedule-surely = 🛑 Да, отменить
button-schedule-back = ← Назад
button-schedule-save = ✅ Сохранить
button-schedule-leave = ✖️ Оставить как было

schedule-did-pause = Поставлено на паузу
schedule-did-resume = Снова работает
schedule-did-run = Запущено
schedule-did-skip = Не запущено: прошлый запуск ещё идёт
schedule-did-snooze = Отложено
schedule-did-cancel = Отменено
schedule-not-now = Сейчас это невозможно: смотрите карточку

schedule-change-ask = Когда запускать «{ $title }»?
schedule-change-now = Сейчас: { $expression }
schedule-change-how = Пришлите время для каждого дня (21:30), выражение cron (30 21 * * 1-5) или правило RRULE. Передумали — /menu.
schedule-change-fault = Не подходит:
schedule-change-again = Пришлите другое или откройте /menu.
schedule-change-preview = Запуски будут такими:
schedule-change-saved = Время изменено
schedule-change-left = Всё осталось как было

# Собственные проверки
check-cash-title = Сверка кассы: { $branch }
check-cash-about = Вечером сверяет, сколько наличных должно быть и сколько сдано.
check-bookings-title = Проверка броней: { $branch }
check-bookings-about = Ищет просроченные возвраты, двойные брони и авто не в том филиале.
check-to-title = ТО и техосмотр: { $branch }
check-to-about = Утром проверяет, кому пора на ТО и у кого истекает техосмотр.
check-starline-title = Поездки StarLine: { $branch }
check-starline-about = Сравнивает поездки с бронями и заявленными служебными поездками.
daily-plan-title = План дня: { $branch }
daily-plan-about = Утром составляет план филиала на день.
