# Карточки в группах филиалов и личные уведомления
topic-bookings = Брони
topic-handovers = Выдачи и приёмки
topic-cash = Касса
topic-maintenance = Обслуживание
topic-trips = Поездки
topic-plan = План дня
topic-alerts = Оповещения
topic-car = Авто { $id }
topic-client = Клиент

booking-title = Бронь { $id }
booking-planned = Запланирована
booking-in-rent = В аренде
booking-returned = Авто возвращено
booking-deleted = Удалена
booking-no-car = Авто не назначено
booking-no-responsible = Ответственный не назначен
booking-money = Всего { $total }, залог { $deposit }
booking-issued-at = Авто выдано в { $at }
booking-incomplete = Данные об авто ещё загружаются из RentProg

readiness-title = Готовность к выдаче: { $at }
readiness-car-here = Авто в филиале
readiness-car-elsewhere = Авто в другом филиале: { $branch }
readiness-clean = Авто чистое
readiness-dirty = Авто грязное
readiness-mileage = Пробег: { $km } км
readiness-deposit = Залог: { $amount }
readiness-issued = Авто выдано


button-issue-start = ▶️ Начать выдачу

summary-title = Выдано: { $car }
summary-photos = Фото выдачи: { $car }, бронь { $id }
summary-missing = Не хватает: { $parts }
handover-line = { $at } · выдано { $car }, бронь { $id }, { $name }

alert-dead-job = Задание { $kind } №{ $id } не выполнено, повторов не будет
alert-failed-step = Маршрут { $route }: шаг { $step } не выполнен, повторов не будет
alert-quarantine = Непонятное событие: { $source }, { $branch }
alert-quarantine-kept = Сохранено целиком под номером { $id }
alert-undelivered = Сообщение не доставлено: { $lane }
alert-correlation = Искать в журнале: { $id }
button-retry = 🔁 Повторить
job-retried = Задание снова в очереди
job-not-dead = Это задание уже не в ошибках
