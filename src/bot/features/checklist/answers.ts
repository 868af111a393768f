import { openSlots, type Step } from '../../../domain/checklists/index.js';
import { html, shorten, type Html } from '../../../kernel/html.js';
import { formatMoney } from '../../../kernel/money.js';
import type { View } from './view.js';

/** One line for an answered step: what was answered, or why not. */
export function answerLine(step: Step, view: View): Html {
  const { open, t } = view;
  const answer = open.progress.answers[step.id];
  const title = t(`step-issue-${step.id}`);
  if (answer?.skipped !== null && answer?.skipped !== undefined)
    return html`⏭ ${title}: <i>${shorten(reasonText(answer.skipped, view), 80)}</i>`;
  return html`✅ ${title}${detail(step, view)}`;
}

/** A usual reason in the reader's language, a typed one as it was typed. */
function reasonText(reason: string, { t }: View): string {
  return ['dark', 'later', 'no-access'].includes(reason) ? t(`skip-${reason}`) : reason;
}

function detail(step: Step, view: View): string {
  const { open, t, language } = view;
  const value = open.progress.answers[step.id]?.value;
  switch (value?.type) {
    case 'number':
      return `: ${value.value.toLocaleString(language)} ${t('unit-km')}`;
    case 'choice':
      return `: ${t(`option-${value.option}`)}`;
    case 'photos':
      return step.type === 'photos'
        ? `: ${step.slots.length - openSlots(open.progress, step).length}/${step.slots.length}`
        : '';
    case 'damage':
      return value.marks.length === 0
        ? `: ${t('damage-none')}`
        : `: ${value.marks.map((mark) => [t(`zone-${mark.zone}`), mark.comment].filter(Boolean).join(' — ')).join('; ')}`;
    case 'money':
      return value.exception === null
        ? `: ${formatMoney({ minor: value.minor, currency: value.currency }, language)}${value.method === null ? '' : `, ${t(`method-${value.method}`)}`}`
        : `: ${t('deposit-not-taken')} (${exceptionText(view)})`;
    case 'confirm':
    case undefined:
      return '';
  }
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
