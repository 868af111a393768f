import { missingParts, type Notice, type OpenChecklist } from '../../../domain/checklists/index.js';
import { carName } from '../../../domain/bookings/index.js';
import { cardPost } from '../../../domain/posts/index.js';
import type { NewEffect } from '../../../engine/outbox/index.js';
import type { Work } from '../../../engine/jobs/index.js';
import { html, lines, type Html } from '../../../kernel/html.js';
import { formatMoment, languages, type Translate } from '../../../platform/i18n/index.js';
import type { BotDeps } from '../../core/deps.js';
import { answerLine } from './answers.js';
import { stepKeyboard } from './keyboard.js';
import { stepQuestion } from './question.js';
import type { View } from './view.js';

export interface Showing {
  correlationId: string;
  /** What is said on the card this once. */
  notice?: Notice;
  /** The newest message of the person: a card far above it is sent again below. */
  seen?: number;
  /** The person asked to see it: it comes below everything else. */
  below?: boolean;
}

/** Emits the card of a checklist as it stands in this transaction, in the language of the one who walks it. */
export async function emitChecklistCard(
  work: Work,
  open: OpenChecklist,
  deps: Pick<BotDeps, 'company' | 'texts'>,
  showing: Showing,
): Promise<void> {
  const person = await work.tx.staff.findUnique({ where: { telegramId: open.row.staffId } });
  const language = languages.find((one) => one === person?.language) ?? deps.company.language;
  const view: View = { open, deps, language, t: deps.texts.in(language) };
  await work.emit(checklistCard(view, showing));
}

function checklistCard(view: View, showing: Showing): NewEffect {
  const { row } = view.open;
  return cardPost({
    key: `checklist:${row.id}`,
    to: { chatId: String(row.chatId) },
    html: row.state === 'active' ? openCard(view, showing.notice) : endedCard(view),
    keyboard: row.state === 'active' ? stepKeyboard(view) : [],
    seen: showing.seen,
    below: showing.below,
    correlationId: showing.correlationId,
    priority: 1,
  });
}

function openCard(view: View, notice: Notice | undefined): Html {
  const { open, t } = view;
  const steps = open.progress.definition.steps.slice(0, -1);
  const done = steps.filter((step) => open.progress.answers[step.id] !== undefined).length;
  const progressText = t('checklist-progress', { done: String(done), total: String(steps.length) });
  return lines(
    html`<b>📋 ${t('checklist-issue')} · ${carName(open.booking, t)}</b>`,
    html`${'▰'.repeat(done)}${'▱'.repeat(steps.length - done)} ${progressText}`,
    html`<i>${bookingLine(view)}</i>`,
    '',
    ...steps
      .filter((step) => open.progress.answers[step.id] !== undefined)
      .map((step) => answerLine(step, view)),
    '',
    stepQuestion(view),
    notice === undefined ? null : html` ⚠️ ${noticeText(notice, t)}`,
  );
}

function endedCard(view: View): Html {
  const { open, t } = view;
  const missing = missingParts(open.progress);
  const ending = open.row.state === 'done' ? `✅ ${t('checklist-done')}` : `✖️ ${t('checklist-cancelled')}`;
  return lines(
    html`<b>${ending}</b>`,
    html`${carName(open.booking, t)}`,
    html`<i>${bookingLine(view)}</i>`,
    open.row.state === 'done' && missing.length > 0
      ? html`⚠️ ${t('checklist-missing', { count: missing.length })}`
      : null,
  );
}

function bookingLine({ open, deps, language, t }: View): string {
  const { booking } = open.booking;
  const at = booking.startAt === null ? null : formatMoment(booking.startAt, deps.company.timezone, language);
  return [t('booking-title', { id: String(booking.id) }), at, booking.locationStart]
    .filter((part) => part !== null)
    .join(' · ');
}

/** What is said of a photo names its slot in the reader's words. */
function noticeText({ key, variables }: Notice, t: Translate): string {
  const slot = variables?.['slot'];
  if (slot === undefined) return t(key, variables);
  return t(key, { ...variables, slot: t(`slot-${slot.startsWith('mark-') ? 'mark' : slot}`) });
}
