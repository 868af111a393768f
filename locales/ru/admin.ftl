# Администрирование из чата
menu-jobs = ⚙️ Задания
menu-quarantine = 🧪 Карантин
menu-health = 🩺 Состояние
command-jobs = Задания и ошибки
command-quarantine = Непонятые события
command-health = Состояние системы

jobs-title = Задания
jobs-counts = Выполняется { $running }, готово к запуску { $ready }, ждёт своего времени { $waiting }
jobs-paused = На паузе: { $kinds }
jobs-none-dead = Все задания выполняются, повторять нечего.
jobs-dead =
    { $count ->
        [one] { $count } задание не выполнено
        [few] { $count } задания не выполнены
       *[many] { $count } заданий не выполнено
    }
jobs-retried =
    { $count ->
        [one] Повторяю { $count } задание
        [few] Повторяю { $count } задания
       *[many] Повторяю { $count } заданий
    }
job-made = Создано { $at }
job-attempts =
    { $count ->
        [one] { $count } попытка
        [few] { $count } попытки
       *[many] { $count } попыток
    }
job-drop-ask = Удалить задание? Оно больше не выполнится, останется только в истории.
job-dropped = Удалено, осталось в истории
button-retry-kind = 🔁 Повторить все «{ $kind }»
button-drop = 🗑 Удалить
button-drop-yes = Да, удалить
button-keep = Оставить

quarantine-title = Карантин
quarantine-empty = Пусто: всё, что пришло, понято.
quarantine-hint =
    { $count ->
        [one] { $count } событие не удалось понять. Оно сохранено целиком.
        [few] { $count } события не удалось понять. Они сохранены целиком.
       *[many] { $count } событий не удалось понять. Они сохранены целиком.
    }
quarantine-settled = Отмечено как разобранное
button-as-file = 📄 Прислать целиком
button-settled = ✅ Разобрано

health-fine = Всё работает
health-troubled = Нужно внимание
health-database = База данных отвечает за { $ms } мс
health-queue = Очередь: { $count }, самое старое ждёт { $seconds } с
health-dead = Невыполненные задания: { $count }
health-quarantined = В карантине: { $count }
health-schedules = Расписания с опозданием: { $count }
health-outbox-empty = Все сообщения отправлены
health-lane = Ждут отправки, { $name }: { $count }
health-lane-paused = Telegram просит подождать { $seconds } с
health-rights = Не хватает прав в группе «{ $branch }»
health-heard = Последние события
health-as-of = на { $at }
button-again = Обновить

rights-missing = В группе «{ $branch }» боту не хватает прав:
rights-well = В группе «{ $branch }» у бота есть все права ({ $at })
rights-checked = Проверено { $at }. Откройте группу → «Изменить» → «Администраторы» → бот. После изменения проверю сразу.
right-member = бота нет в группе: добавьте его участником и назначьте администратором
right-forum = в группе выключены темы: «Изменить» → «Темы» → включить
right-admin = бот не администратор: «Администраторы» → «Добавить администратора»
right-can-manage-topics = включите «Управление темами»
right-can-delete-messages = включите «Удаление сообщений»
