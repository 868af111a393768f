import {
  missingParts,
  visibleAnswers,
  visibleSteps,
  type Notice,
  type OpenChecklist,
} from '../../../domain/checklists/index.js';
import { addMissingPhotosButton, questioned, questionLines } from '../../../domain/photos/index.js';
import { cardPost, type Button } from '../../../domain/posts/index.js';
import type { NewEffect } from '../../../engine/outbox/index.js';
import type { Work } from '../../../engine/jobs/index.js';
import { fitLines, html, type Html } from '../../../kernel/html.js';
import { formatMoment, languages, type Translate } from '../../../platform/i18n/index.js';
import type { BotDeps } from '../../core/deps.js';
import { answerLine } from './answers.js';
import { colleaguesOf } from './colleagues.js';
import { stepKeyboard } from './keyboard.js';
import { stepQuestion } from './question.js';
import { returnEnding } from './return-view.js';
import { titleOf, viewOf, type View } from './view.js';

/** Telegram's bound for a text, with room for what counts twice. */
const TEXT_LIMIT = 4_000;

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
  const colleagues = open.progress.prompt?.ask === 'colleague' ? await colleaguesOf(work.tx, open.row) : [];
  await work.emit(checklistCard(viewOf(open, deps, language, colleagues), showing));
}

/** The key is the chat's too: whoever handed it over keeps a card that says so. */
export function checklistCardKey({ id, chatId }: Pick<OpenChecklist['row'], 'id' | 'chatId'>): string {
  return `checklist:${id}:${chatId}`;
}

function checklistCard(view: View, showing: Showing): NewEffect {
  const { row } = view.open;
  return cardPost({
    key: checklistCardKey(row),
    to: { chatId: String(row.chatId) },
    html: row.state === 'active' ? openCard(view, showing.notice) : endedCard(view),
    keyboard: row.state === 'active' ? stepKeyboard(view) : endedKeyboard(view),
    seen: showing.seen,
    below: showing.below,
    correlationId: showing.correlationId,
    priority: 1,
  });
}

function openCard(view: View, notice: Notice | undefined): Html {
  const { open, t } = view;
  const steps = visibleSteps(open.progress).slice(0, -1);
  const done = steps.filter((step) => open.progress.answers[step.id] !== undefined).length;
  const progressText = t('checklist-progress', { done: String(done), total: String(steps.length) });
  const question = [
    '',
    stepQuestion(view),
    notice === undefined ? null : html`⚠️ ${noticeText(notice, t)}`,
    ...questionLines(questioned(open.photos), t).map((line) => html`📷 ${line}`),
  ];
  const head = [
    html`<b>${titleOf(view)}</b>`,
    html`${'▰'.repeat(done)}${'▱'.repeat(steps.length - done)} ${progressText}`,
    bookingLine(view),
  ];
  const answers = visibleAnswers(open.progress).map(({ step }) => answerLine(step, view));
  // What is asked now is always there, however long the answers are.
  const room = TEXT_LIMIT - fitLines([...head, ...question], TEXT_LIMIT).markup.length;
  const answered = answers.length === 0 ? [] : ['', fitLines(answers, room)];
  return fitLines([...head, ...answered, ...question], TEXT_LIMIT);
}

function endedCard(view: View): Html {
  const { open, t } = view;
  const { kind } = open.row;
  const missing = missingParts(open.progress);
  const done = open.row.state === 'done';
  const ending = done ? `✅ ${t('checklist-done', { kind })}` : `✖️ ${t('checklist-cancelled', { kind })}`;
  return fitLines(
    [
      html`<b>${ending}</b>`,
      html`${titleOf(view)}`,
      bookingLine(view),
      ...returnEnding(view),
      done && missing.length > 0 ? html`⚠️ ${t('checklist-missing', { count: missing.length })}` : null,
    ],
    TEXT_LIMIT,
  );
}

/** What is missing can be sent later. */
function endedKeyboard({ open, t }: View): Button[][] {
  const isShort = missingParts(open.progress).some((part) => part.includes('/'));
  return open.row.state === 'done' && isShort ? [[addMissingPhotosButton(open.row.id, t)]] : [];
}

function bookingLine({ open, deps, language, t }: View): Html | null {
  if (open.booking === null) return null;
  const { booking } = open.booking;
  const [moment, place] =
    open.row.kind === 'return'
      ? [booking.endAt, booking.locationEnd]
      : [booking.startAt, booking.locationStart];
  const at = moment === null ? null : formatMoment(moment, deps.company.timezone, language);
  const parts = [t('booking-title', { id: String(booking.id) }), at, place];
  return html`<i>${parts.filter((part) => part !== null).join(' · ')}</i>`;
}

/** What is said of a photo names its slot in the reader's words. */
function noticeText({ key, variables }: Notice, t: Translate): string {
  const slot = variables?.['slot'];
  if (slot === undefined) return t(key, variables);
  return t(key, { ...variables, slot: t(`slot-${slot.startsWith('mark-') ? 'mark' : slot}`) });
}
