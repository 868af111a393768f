# Личный чат с ботом
stranger = Здравствуйте! Это бот для сотрудников. Чтобы войти, попросите у администратора ссылку-приглашение.
refused = У вас нет прав на это действие. Если это ошибка, напишите администратору.
answer-in-private = Ответил вам в личном чате
open-private-first = Сначала откройте личный чат со мной и нажмите «Старт», туда я и отвечу.
stale-button = Эта кнопка устарела. Актуальное меню: /menu
unknown-command = Такой команды нет. Откройте /menu или /help.
message-unclear = Я не понял сообщение. Откройте /menu, чтобы выбрать действие.

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
menu-checklist = 📋 Начатое
menu-invite = ➕ Пригласить сотрудника
menu-language = 🌐 Язык
menu-outdated = Меню обновлено, нажмите ещё раз

command-menu = Главное меню
command-cancel = Отменить начатое
command-help = Помощь
cancel-nothing = Отменять нечего. Откройте /menu.
help-title = Что умеет бот
help-text = Напоминания придут сами. Во время выдачи и возврата пишите числа и присылайте фото прямо сюда, всё остальное — кнопками.

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
