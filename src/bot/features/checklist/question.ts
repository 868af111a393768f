import {
  currentStep,
  openSlots,
  stepName,
  suggestedAmount,
  type Step,
  type StepOf,
} from '../../../domain/checklists/index.js';
import { html, lines, type Html } from '../../../kernel/html.js';
import { formatMoney } from '../../../kernel/money.js';
import { stepTitle } from './answers.js';
import { returnLines } from './return-view.js';
import { settledText } from './return-words.js';
import type { View } from './view.js';

/** What the card asks now. */
export function stepQuestion(view: View): Html {
  const step = currentStep(view.open.progress);
  const known = view.open.progress.prompt === null ? returnLines(step, view) : [];
  return lines(
    html`<b>${stepTitle(step.id, view)}</b>`,
    ...known,
    // A bill of several lines and what to do about it are two things.
    ...(known.length > 1 ? [''] : []),
    html`${ask(step, view)}`,
  );
}

function ask(step: Step, view: View): string {
  const { open, t, language } = view;
  const { prompt } = open.progress;
  switch (prompt?.ask) {
    case 'skip_reason':
      return t('ask-skip-reason');
    case 'cancel':
      return t('ask-cancel', { kind: open.row.kind });
    case 'colleague':
      return view.colleagues.length === 0 ? t('ask-colleague-none') : t('ask-colleague');
    case 'sure':
      return t('ask-sure', {
        value: prompt.value.toLocaleString(language),
        known: (knownNumber(step, view) ?? 0).toLocaleString(language),
        unit: unitOf(step, view),
      });
    case 'retake':
      return t('ask-retake');
    case 'retake_slot':
      return t('ask-retake-slot', { slot: slotName(prompt.slot, view) });
    case 'damage_zone':
      return t('ask-damage-zone');
    case 'damage_photo':
      return t('ask-damage-photo', { zone: t(`zone-${prompt.zone}`) });
    case 'damage_comment':
      return t('ask-damage-comment', { zone: t(`zone-${prompt.zone}`) });
    case 'money_amount':
      return t('ask-amount');
    case 'money_currency':
      return t('ask-currency', { amount: (prompt.minor / 100).toLocaleString(language) });
    case 'money_method':
      return t('ask-method', {
        amount: formatMoney({ minor: prompt.minor, currency: prompt.currency }, language),
      });
    case 'exception_reason':
      return t('ask-exception-reason');
    case 'settle_amount':
      return prompt.way === 'back' ? t('ask-settle-back') : t('ask-settle-take');
    case 'settle_currency':
      return t('ask-currency', { amount: (prompt.minor / 100).toLocaleString(language) });
    case 'settle_method':
      return t('ask-settle-method', { what: settledText(prompt.amounts, t, language) });
    case undefined:
      return first(step, view);
  }
}

function first(step: Step, view: View): string {
  const { open, t } = view;
  const asked = (): string => t(`ask-${stepName(open.progress.definition, step.id)}`);
  switch (step.type) {
    case 'number':
      return withKnown(asked(), step, view);
    case 'photos': {
      const slots = openSlots(open.progress, step).map((slot) => slotName(slot, view));
      return slots.length === 0
        ? t('ask-photos-complete')
        : t('ask-photos', { slots: slots.join(', '), next: slots[0] ?? '' });
    }
    case 'damage':
      return t('ask-damage');
    case 'money':
      return withSuggestion(asked(), step, view);
    case 'confirm':
      if (step.final === true && open.progress.exception === 'pending') return t('ask-final-waiting');
      return asked();
    case 'settlement':
      return t('ask-settle');
    case 'choice':
    case 'text':
      return asked();
  }
}

function withKnown(asked: string, step: StepOf<'number'>, view: View): string {
  const { t, language } = view;
  const known = knownNumber(step, view);
  if (known === undefined) return asked;
  return `${asked} ${t('ask-known', { known: known.toLocaleString(language), unit: unitOf(step, view) })}`;
}

function withSuggestion(asked: string, step: StepOf<'money'>, view: View): string {
  const { t, language, facts } = view;
  const amount = suggestedAmount(step, facts);
  if (amount === null || step.suggest === undefined) return asked;
  const said = t(`suggested-${step.suggest.replace('.', '-')}`, { amount: formatMoney(amount, language) });
  return `${said} ${asked}`;
}

function knownNumber(step: Step, { facts }: View): number | undefined {
  return step.type === 'number' && step.compare !== undefined ? facts.numbers[step.compare] : undefined;
}

function unitOf(step: Step, { t }: View): string {
  return step.type === 'number' ? t(`unit-${step.unit}`) : '';
}

/** A mark's photo has no slot of its own name. */
export function slotName(slot: string, { t }: Pick<View, 't'>): string {
  const mark = /^mark-(\d+)$/.exec(slot)?.[1];
  return mark === undefined ? t(`slot-${slot}`) : `${t('slot-mark')} ${Number(mark) + 1}`;
}
