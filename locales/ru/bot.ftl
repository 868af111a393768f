# Личный чат с ботом
stranger = Здравствуйте! Это бот для сотрудников. Чтобы войти, попросите у администратора ссылку-приглашение.
refused = У вас нет прав на это действие. Если это ошибка, напишите администратору.
answer-in-private = Ответил вам в личном чате
stale-button = Эта кнопка устарела. Актуальное меню: /menu
unknown-command = Такой команды нет. Откройте /menu или /help.
message-unclear = Я не понял сообщение. Откройте /menu, чтобы выбрать действие.
photo-without-checklist = Сейчас нет открытой выдачи, поэтому фото не к чему приложить. Начните выдачу через /plan.

invitation-unknown = Ссылка-приглашение не работает. Попросите у администратора новую.
invitation-used = Этой ссылкой уже воспользовались. Попросите у администратора новую.
invitation-expired = Срок приглашения истёк. Попросите у администратора новое.

welcome = Добро пожаловать, { $name }!
welcome-language = Выберите язык:
welcome-language-hint = Язык можно сменить в меню.
language-ru = Русский
language-en = English
language-ka = ქართული
language-chosen = Язык сохранён

menu-title = { $name }, что делаем?
menu-plan = 📅 Ближайшие выдачи
menu-checklist = 📋 Продолжить выдачу
menu-invite = ➕ Пригласить сотрудника
menu-language = 🌐 Язык
menu-outdated = Меню обновлено, нажмите ещё раз

plan-title = 📅 Выдачи на ближайшие сутки
plan-empty = Выдач нет.

command-menu = Главное меню
command-plan = Ближайшие выдачи
command-cancel = Отменить начатое
command-help = Помощь
cancel-nothing = Отменять нечего. Откройте /menu.
help-title = Что умеет бот
help-text =
    /menu — главное меню
    /plan — ближайшие выдачи, начать можно там же
    /cancel — отменить начатую выдачу
    Напоминания о выдачах придут сами. Во время выдачи пишите числа и присылайте фото прямо сюда, всё остальное — кнопками.

invite-role = Кого приглашаем?
invite-branch = В какой филиал?
invite-rentprog = Номер сотрудника в RentProg (нужен для напоминаний ответственному):
invite-number-expected = Пришлите номер цифрами или нажмите «Пропустить».
invite-ready = Приглашение готово: { $role }, { $branch }
invite-until = Ссылка для одного человека, действует до { $until }
branch-all = все филиалы
role-staff = Сотрудник
role-manager = Руководитель филиала
role-head = Руководитель сети
role-admin = Администратор
