# Сотрудники, приглашения, дежурства, личные настройки
menu-staff = 👥 Сотрудники
menu-duty = 🚦 Смены
menu-settings = ⚙️ Настройки

command-staff = Сотрудники
command-duty = Кто на смене
command-settings = Язык и часы
command-invite = Пригласить сотрудника

button-to-menu = Открыть меню
button-to-settings = ← Настройки
button-to-roster = ← К сменам

# Приглашения
invitation-revoked = Это приглашение отозвали. Попросите у администратора новое.
welcome-language-given = Если нужен другой язык, выберите его здесь:
invite-language = На каком языке с ним говорить?
invite-accepted = ✅ { $name } теперь в команде: { $role }, { $branches }
button-invite-several = Несколько филиалов
button-invite-done = ✅ Готово
button-invite-choose-self = Пусть выберет сам
button-invitations = ✉️ Открытые приглашения
invitations-title = ✉️ Открытые приглашения
invitations-empty = Открытых приглашений нет.
invitations-hint = Нажмите на приглашение, чтобы отозвать его: ссылка сразу перестанет работать.
invitation-by = Кто пригласил: { $name }. Действует до { $until }
invitation-did-revoke = Приглашение отозвано
invitation-too-late = Поздно: по этой ссылке уже вошли или её уже отозвали

# Сотрудники
staff-title = 👥 Сотрудники
staff-choose-branch = Выберите филиал:
staff-empty = Здесь пока никого нет.
staff-leavers = Ушли, но остались незавершённые дела
person-on-shift = на смене
person-role = Роль: { $role }
person-branches = Филиалы: { $branches }
person-no-branch = не выбраны
person-language = Язык: { $language }
person-work = Рабочие часы: { $hours }
person-quiet = Тихие часы: { $hours }
person-on-shift-until = На смене до { $until }
person-next-shift = Следующая смена: { $at }
person-joined = В команде с { $at }
person-left = Больше не работает, с { $at }
person-open-work = Незавершённые дела
open-checklist =
    { $kind ->
        [issue] Выдача
        [return] Возврат
        [cash] Сдача кассы
        [trip] Поездка
       *[other] Приём в сервис
    }
button-person-role = 🎖 Роль
button-person-branches = 🏢 Филиалы
button-person-remove = Закрыть доступ
button-person-surely = Да, закрыть доступ
button-person-no-number = Убрать номер
person-ask-role = Какая роль?
person-ask-branches = В каких филиалах работает?
person-ask-remove = Закрыть доступ? Бот перестанет отвечать сразу, смены снимутся. Незавершённые дела останутся, их передадут коллегам.
person-ask-rentprog = { $name }: номер сотрудника в RentProg?
person-ask-yougile = { $name }: id сотрудника в YouGile?
person-yougile-expected = Нужен id из YouGile, например 7b0c3a52-4f1e-4a47-9a0b-6f5b0a2f3c22
person-changed = Изменено
person-stale = За это время данные изменились. Вот как сейчас.
person-stale-by = Уже изменено: { $name }, { $at }. Вот как сейчас.
person-gone = Этот человек здесь больше не работает
person-last-admin = Это последний администратор. Сначала назначьте другого.
person-last-branch = Нужен хотя бы один филиал

# Личные настройки
settings-title = ⚙️ Настройки
settings-about = В тихие часы напоминания не приходят, они подождут до утра. Срочные придут.
settings-saved = Сохранено
settings-work-about = Напоминания на завтра приходят к началу рабочего дня.
settings-quiet-about = В это время бот не беспокоит.
settings-work-ask = Напишите рабочие часы, например 09:00-18:00
settings-quiet-ask = Напишите тихие часы, например 22:00-08:00
hours-of-branch = как в филиале, { $hours }
hours-none = нет
hours-fault = Не понимаю. Напишите начало и конец, например 22:00-08:00
button-settings-language = Язык
button-settings-work = Рабочие часы
button-settings-quiet = Тихие часы
button-hours-typed = ✏️ Другие часы

# Смены
duty-title = 🚦 Смены
duty-now = Сейчас: { $names }
duty-nobody-now = Сейчас никого
duty-hint = Чтобы поставить на смену или снять, выберите день.
duty-no-branch = У вас пока нет филиала. Напишите администратору.
duty-ask-person = Кого поставить на смену?
duty-ask-hours = В какие часы?
duty-hours-ask = Напишите часы смены, например 14:00-23:00
button-duty-add = Поставить на смену
button-duty-day = День { $hours }
button-duty-night = Ночь { $hours }
button-duty-days = 7 дней подряд, { $hours }
button-duty-nights = 7 ночей подряд, { $hours }
button-duty-remove = Снять со смены
duty-did-add =
    { $count ->
        [one] { $name }: добавлена { $count } смена
        [few] { $name }: добавлены { $count } смены
       *[many] { $name }: добавлено { $count } смен
    }
duty-did-add-some =
    { $count ->
        [one] { $name }: добавлена { $count } смена, пропущено занятых: { $skipped }
        [few] { $name }: добавлены { $count } смены, пропущено занятых: { $skipped }
       *[many] { $name }: добавлено { $count } смен, пропущено занятых: { $skipped }
    }
duty-not-free = { $name } в это время уже на смене, или эта смена прошла
duty-did-remove = { $name }: смена снята
duty-shift-gone = Этой смены уже нет
duty-told-added = Вас поставили на смену, { $branch } ({ $name }):
duty-told-removed = Вас сняли со смены, { $branch } ({ $name }):
