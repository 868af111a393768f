# Решения руководителей: карточки, вопросы, список
menu-approvals = ⚖️ Решения
command-approvals = Что ждёт моего решения
approvals-title = ⚖️ Ждут решения
approvals-empty = Сейчас ничего не ждёт вашего решения.
approvals-hint = Нажмите на строку: карточка придёт сюда, решить можно прямо здесь.

approval-deposit-title = ❗️ Выдача без залога: нужно решение
approval-charge-title = 💰 Доплата с клиента: нужно решение
approval-trip-title = 🛣 Поездка: нужно решение
approval-cash-title = 💵 Расхождение в кассе: нужно решение
approval-incident-title = 🚨 Закрыть происшествие: нужно решение
approval-pipeline-title = ❓ Вопрос сценария
approval-pending-until = ⏳ Ждёт решения руководителя до { $until }
approval-approved = Одобрено: { $name }, { $at }
approval-rejected = Отклонено: { $name }, { $at }
approval-expired = Никто не принял решение вовремя, { $at }
approval-withdrawn = Запрос отозван, { $at }
approval-done = Решение записано
approval-was-decided = Уже решено. { $verdict }
approval-escalated = Передано выше: { $role }
approval-outcome = Ваш запрос решён

button-approve = ✅ Одобрить
button-reject = ❌ Отклонить
button-ask = ❓ Спросить
button-answer = ↩️ Ответить
button-car = Машина

approval-ask-reply = Ответьте на эту карточку своим вопросом: он уйдёт тому, кто запросил, а ответ появится здесь
approval-ask-type = ❓ Что спросить? Напишите вопрос одним сообщением. Передумали — /menu.
approval-asked = Вопрос отправлен: { $name }. Ответ появится на карточке.
approval-ask-nobody = Спросить некого: того, кто запросил, здесь больше нет
approval-ask-own = Вы запросили это сами
approval-question = { $name } спрашивает
approval-question-closed = Решение уже принято, отвечать не нужно.
approval-answer-type = ↩️ Напишите ответ одним сообщением. Передумали — /menu.
approval-answered = Ответ на карточке.
approval-answer-not-yours = Этот вопрос задали не вам
