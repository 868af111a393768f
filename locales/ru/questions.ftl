# Вопросы, которые сценарии задают людям: карточка с кнопками
question-title = Нужно решение
question-asked-by = Запросил: { $name }
question-decider = Решает: { $name }
question-escalated = Передано выше, решить может и { $role }
question-second-person = Решает не тот, кто запросил
question-pending = ⏳ Ждёт решения до { $until }
question-not-yours = Это решение принимает { $name }
question-own = Вы запросили это сами: решить должен другой
