# Напоминания о выдачах и возвратах, утренняя сводка
reminder-issue = 🔔 Скоро выдача
reminder-issue-overdue = 🔴 Выдача просрочена
reminder-return = 🔔 Скоро возврат
reminder-return-overdue = 🔴 Возврат просрочен
reminder-issue-begun = ▶️ Выдача начата: { $name }, { $at }
reminder-return-begun = ▶️ Приём начат: { $name }, { $at }
reminder-issue-done = ✅ Машина выдана
reminder-return-done = ✅ Машина возвращена
reminder-moved = 🗓 Перенесено на { $at }
reminder-off = 🚫 Отменено, делать ничего не нужно
reminder-unanswered = Не ответили: { $names }
reminder-passed-on = Передано выше: { $names }
reminder-snoozed-until = Отложено до { $at }
reminder-seen-by = Увидел(а) { $name }, { $at }
button-seen = 👌 Вижу
button-return-start = ▶️ Начать приём
button-reminder-quarter = 15 мин
button-reminder-hour = 1 час
button-reminder-tomorrow = Завтра
reminder-seen = Отметил, что вы видели
reminder-was-seen = { $name } уже отметил(а) в { $at }
reminder-is-snoozed = Напомню { $at }
reminder-too-late = Выдача или возврат раньше. Выберите время короче.
reminder-ended = Делать больше ничего не нужно, смотрите карточку
reminder-of-another = Это напоминание пришло коллеге

digest-title = ☀️ Доброе утро, { $name }!
digest-waited = { $count ->
    [one] 🌙 За ночь пришло { $count } напоминание
    [few] 🌙 За ночь пришло { $count } напоминания
   *[other] 🌙 За ночь пришло { $count } напоминаний
}
digest-today = 📅 Сегодня
digest-tasks = { $count ->
    [one] 📌 { $count } задача
    [few] 📌 { $count } задачи
   *[other] 📌 { $count } задач
}
digest-more = …и ещё { $count }
digest-issue = выдача
digest-return = возврат
button-digest-seen = 👌 Всё вижу
button-digest-plan = 📅 Мой день
button-digest-tasks = 📌 Задачи
digest-seen = { $count ->
    [0] Вы всё уже видели
    [one] Отмечено { $count } напоминание
    [few] Отмечено { $count } напоминания
   *[other] Отмечено { $count } напоминаний
}
