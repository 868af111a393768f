import { currenciesOf, currentStep, skipReasons, takenSlots } from '../../../domain/checklists/index.js';
import type { Button } from '../../../domain/posts/index.js';
import type { OpenChecklist } from '../../../domain/checklists/index.js';
import { rowsOf, type Press } from './button-rows.js';
import { slotName } from './question.js';
import { settlementPromptButtons } from './return-keyboard.js';
import type { View } from './view.js';

type Prompt = NonNullable<OpenChecklist['progress']['prompt']>;

/** The buttons of a question within a step; the way back is always the last one. */
export function promptButtons(prompt: Prompt, view: View, press: Press): Button[][] {
  const { t } = view;
  if (prompt.ask === 'cancel')
    return [[press(t('button-cancel-yes'), 'stop', '', 'danger')], [press(t('button-cancel-no'), 'back')]];
  return [...answerButtons(prompt, view, press), [press(`← ${t('button-back')}`, 'back')]];
}

function answerButtons(prompt: Prompt, view: View, press: Press): Button[][] {
  const { open, t, facts } = view;
  const step = currentStep(open.progress);
  switch (prompt.ask) {
    case 'skip_reason':
      return skipReasons.map((reason) => [press(t(`skip-${reason}`), 'reason', reason)]);
    case 'sure':
      return [[press(t('button-sure'), 'sure', '', 'success')]];
    case 'colleague':
      return rowsOf(
        2,
        view.colleagues.map(({ name, telegramId }) => press(name, 'to', telegramId.toString(36))),
      );
    case 'retake':
      return rowsOf(
        2,
        takenSlots(open.progress, step).map((slot) => press(slotName(slot, view), 'retake', slot)),
      );
    case 'damage_zone':
      return step.type === 'damage'
        ? rowsOf(
            2,
            step.zones.map((zone) => press(t(`zone-${zone}`), 'zone', zone)),
          )
        : [];
    case 'damage_photo':
      return [[press(t('button-no-photo'), 'nophoto')]];
    case 'damage_comment':
      return [[press(t('button-no-comment'), 'nonote')]];
    case 'money_currency':
      return step.type === 'money'
        ? rowsOf(
            3,
            currenciesOf(step, facts).map((currency) => press(currency, 'currency', currency)),
          )
        : [];
    case 'money_method':
      return step.type === 'money'
        ? rowsOf(
            3,
            step.methods.map((method) => press(t(`method-${method}`), 'method', method)),
          )
        : [];
    case 'settle_currency':
    case 'settle_method':
      return step.type === 'settlement' ? settlementPromptButtons(prompt, step, view, press) : [];
    case 'settle_amount':
    case 'retake_slot':
    case 'money_amount':
    case 'exception_reason':
    case 'cancel':
      return [];
  }
}
