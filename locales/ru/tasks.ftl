# Задачи сотрудников: список, карточки, создание
menu-tasks = 📌 Задачи
command-task = Мои задачи, новая задача

tasks-mine = 📌 Мои задачи
tasks-branch = 📌 Задачи моих филиалов
tasks-none = Открытых задач нет.
tasks-count = { $count ->
    [one] { $count } открытая задача. Нажмите, чтобы открыть.
    [few] { $count } открытые задачи. Нажмите на нужную.
   *[other] { $count } открытых задач. Нажмите на нужную.
}
button-tasks-mine = Мои задачи
button-tasks-branch = Задачи филиала
button-task-new = ➕ Новая задача

task-of-nobody = пока никто
task-until = Срок: { $at }
task-late = Просрочено, срок был { $at }
task-snoozed-until = Отложено до { $at }
task-from-person = Поставил(а): { $name }
task-from-yougile = Из YouGile
task-from-program = Поставил бот
task-program = бот
task-done-by = Сделано: { $name }, { $at }
task-did-assign = { $name } → { $to }
task-did-take = { $name } берёт на себя
task-did-snooze = { $name }: отложено до { $until }
task-did-reopen = { $name }: открыто снова
task-did-remove = { $name }: задача удалена
task-did-change = { $name }: изменено
task-done-told = { $name }: задача «{ $title }» сделана

button-task-open = Открыть
button-task-done = Сделано
button-task-take = Беру
button-task-snooze = Отложить
button-task-comment = Комментарий
button-task-assign = Передать
button-task-reopen = Открыть снова
button-task-hour = На час
button-task-tomorrow = До завтра
button-task-typed = Другое время
task-snooze-ask = До какого времени отложить?
task-assign-ask = Кому передать?
task-nobody-to-assign = В этом филиале больше никого нет

task-is-done = Готово 👍
task-is-reopened = Задача снова открыта
task-is-yours = Задача ваша
task-is-snoozed = Отложено до { $at }
task-is-assigned = Передано: { $name }
task-is-commented = Комментарий добавлен
task-was-done = Уже сделано: { $name }, { $at }
task-was-taken = Задачу уже взял(а) { $name }
task-not-yours = Это может сделать { $name }, постановщик или руководитель
task-unfit = Этот коллега больше не работает в филиале. Выберите другого.
task-unchanged = Менять нечего, смотрите карточку
task-gone = Такой задачи больше нет

task-comment-ask = Напишите комментарий к задаче «{ $title }»:
task-when-ask = До какого времени отложить «{ $title }»? Например: 18:30, завтра 10:00 или 25.03 12:00
task-when-unclear = Не понял время. Например: 18:30, завтра 10:00 или 25.03 12:00
task-when-past = Это время уже прошло. Укажите другое.

task-new-title = Что нужно сделать? Одним сообщением:
task-new-short = Напишите в двух словах, что нужно сделать.
task-new-branch = В каком филиале?
task-new-who = Кто сделает?
task-new-me = Я
task-new-duty = Кто на смене
task-new-when = К какому сроку? Нажмите или напишите: 18:30, завтра 10:00, 25.03 12:00
task-new-today = Сегодня
task-new-tomorrow = Завтра
task-new-no-time = Без срока
task-new-car = О какой машине? Напишите номер или пропустите.
task-new-no-such-car = Такой машины в этом филиале нет. Проверьте номер или пропустите.
task-new-made = ✅ Задача создана
task-new-not-now = Задачу создать не удалось: изменились права или список сотрудников
