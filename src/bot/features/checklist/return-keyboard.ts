import { dueAt, settlementCurrencies, type StepOf } from '../../../domain/checklists/index.js';
import type { Button } from '../../../domain/posts/index.js';
import { rowsOf } from './button-rows.js';
import { amountText } from './return-words.js';
import type { View } from './view.js';

type Press = (text: string, verb: string, argument?: string, style?: 'success') => Button;

/** What is due, in one tap; any other amount by its way. */
export function settlementButtons(view: View, press: Press): Button[][] {
  const { t } = view;
  return [
    [press(dueLabel(view), 'ok', '', 'success')],
    [press(t('button-settle-other-back'), 'gave')],
    [press(t('button-settle-other-take'), 'took')],
  ];
}

function dueLabel({ t, facts, language }: View): string {
  const [only, ...others] = dueAt(facts);
  if (only === undefined) return t('button-settle-none');
  if (others.length > 0) return t('button-settle-all');
  const amount = amountText(only, language);
  return only.minor > 0 ? t('button-settle-back', { amount }) : t('button-settle-take', { amount });
}

/** In which currency, and in which way. */
export function settlementPromptButtons(
  { ask }: { ask: 'settle_currency' | 'settle_method' },
  step: StepOf<'settlement'>,
  { t, facts }: View,
  press: Press,
): Button[][] {
  return rowsOf(
    3,
    ask === 'settle_currency'
      ? settlementCurrencies(facts).map((currency) => press(currency, 'currency', currency))
      : step.methods.map((method) => press(t(`method-${method}`), 'method', method)),
  );
}
