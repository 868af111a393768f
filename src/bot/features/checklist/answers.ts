import { openSlots, stepName, type AnswerValue, type Step } from '../../../domain/checklists/index.js';
import { html, shorten, type Html } from '../../../kernel/html.js';
import { formatMoney } from '../../../kernel/money.js';
import { returnDetail } from './return-view.js';
import type { View } from './view.js';

/** Longer words of a person are cut on a card; they are kept whole. */
const WORDS_LIMIT = 200;

/** One line for an answered step: what was answered, or why not. */
export function answerLine(step: Step, view: View): Html {
  const { open, t } = view;
  const answer = open.progress.answers[step.id];
  const title = stepTitle(step.id, view);
  if (answer?.skipped !== null && answer?.skipped !== undefined)
    return html`⏭ ${title}: <i>${shorten(reasonText(answer.skipped, t), 80)}</i>`;
  const value = answer?.value ?? null;
  const detail = [value === null ? '' : detailOf(step, value, view), returnDetail(step, view)]
    .filter((part) => part !== '' && part !== null)
    .join(', ');
  return html`✅ ${title}${detail === '' ? '' : `: ${detail}`}`;
}

export function stepTitle(id: string, { open, t }: Pick<View, 'open' | 't'>): string {
  return t(`step-${stepName(open.progress.definition, id)}`);
}

/** A usual reason in the reader's language, a typed one as it was typed. */
function reasonText(reason: string, t: View['t']): string {
  return ['dark', 'later', 'no-access'].includes(reason) ? t(`skip-${reason}`) : reason;
}

function detailOf(step: Step, value: AnswerValue, view: View): string {
  const { open, t, language } = view;
  switch (value.type) {
    case 'number':
      return `${value.value.toLocaleString(language)} ${step.type === 'number' ? t(`unit-${step.unit}`) : ''}`;
    case 'choice':
      return t(`option-${value.option}`);
    case 'photos':
      return step.type === 'photos'
        ? `${step.slots.length - openSlots(open.progress, step).length}/${step.slots.length}`
        : '';
    case 'damage':
      return value.marks.length === 0
        ? t('damage-none')
        : value.marks
            .map(({ zone, comment }) =>
              [t(`zone-${zone}`), comment === null ? null : shorten(comment, WORDS_LIMIT)]
                .filter((part) => part !== null && part !== '')
                .join(' — '),
            )
            .join('; ');
    case 'text':
      return shorten(value.text, WORDS_LIMIT);
    case 'money':
      return moneyText(value, view);
    case 'settlement':
    case 'confirm':
      return '';
  }
}

function moneyText(value: Extract<AnswerValue, { type: 'money' }>, view: View): string {
  const { t, language } = view;
  if (value.exception !== null) return `${t('deposit-not-taken')} (${exceptionText(view)})`;
  if (value.minor === 0) return t('cash-card-nothing');
  const amount = formatMoney({ minor: value.minor, currency: value.currency }, language);
  return value.method === null ? amount : `${amount}, ${t(`method-${value.method}`)}`;
}

function exceptionText({ open, t }: View): string {
  switch (open.progress.exception) {
    case 'approved':
      return t('exception-approved');
    case 'rejected':
      return t('exception-rejected');
    case 'pending':
    case null:
      return t('exception-pending');
  }
}
