import {
  missingParts,
  recordIssue,
  visibleSteps,
  type Ending,
  type OpenChecklist,
} from '../../../domain/checklists/index.js';
import { photoFlagLines } from '../../../domain/photos/index.js';
import {
  albumPost,
  cardPost,
  carTopic,
  standingTopic,
  type Destination,
} from '../../../domain/posts/index.js';
import type { Work } from '../../../engine/jobs/index.js';
import { fitLines, html, type Html } from '../../../kernel/html.js';
import { formatTime } from '../../../platform/i18n/index.js';
import type { BotDeps } from '../../core/deps.js';
import { answerLine, stepTitle } from './answers.js';
import { slotName } from './question.js';
import { subjectName, viewOf, type View } from './view.js';

const TEXT_LIMIT = 4_000;

/** The end of an issue: what it established, a summary and album in the car's topic, a line in handovers. */
export async function finishIssue(
  work: Work,
  open: OpenChecklist,
  deps: BotDeps,
  ending: Ending,
): Promise<void> {
  await recordIssue(work, open, ending);
  await emitIssueCard(work, open, deps, ending);
  await emitHandover(work, open, deps, ending, {
    album: 'issued-photos',
    caption: 'summary-photos',
    sign: '🔑',
    line: 'handover-line',
  });
}

/** What goes with the summary of a car that changed hands: its album, and a line in handovers. */
export async function emitHandover(
  work: Work,
  open: OpenChecklist,
  deps: BotDeps,
  { now, correlationId }: Ending,
  words: { album: string; caption: string; sign: string; line: string },
): Promise<void> {
  const { row } = open;
  const view = viewOf(open, deps, deps.company.language);
  const { t } = view;
  const car = subjectName(view);
  const id = String(row.bookingId ?? '');
  const name = await walkerName(work, open);
  const at = formatTime(now, deps.company.timezone, view.language);
  await work.emit(
    ...albumOf(view, `${words.album}:${row.id}`, html`${t(words.caption, { car, id })}`, correlationId),
    cardPost({
      key: `handover:${row.id}`,
      to: { branch: row.branch, topic: standingTopic('handovers', t) },
      html: html`${words.sign} ${t(words.line, { at, car, id, name })}`,
      correlationId,
      priority: 5,
    }),
  );
}

/** The summary, also when photos that came later change what it says. */
export async function emitIssueCard(
  work: Work,
  open: OpenChecklist,
  deps: BotDeps,
  { now, correlationId }: Ending,
): Promise<void> {
  const { row, booking } = open;
  const view = viewOf(open, deps, deps.company.language);
  const { t } = view;
  const id = String(row.bookingId ?? '');
  const at = formatTime(row.finishedAt ?? now, deps.company.timezone, view.language);
  const client = booking?.client?.name ?? null;
  await work.emit(
    cardPost({
      key: `issued:${row.id}`,
      to: topicOf(view),
      html: fitLines(
        [
          html`<b>🔑 ${t('summary-title', { car: subjectName(view) })}</b>`,
          html`${t('booking-title', { id })} · ${at} · ${await walkerName(work, open)}`,
          client === null ? null : html`👤 ${client}`,
          '',
          ...answerLines(view),
          missingLine(missingParts(open.progress), view),
          ...flagLines(view),
        ],
        TEXT_LIMIT,
      ),
      correlationId,
      priority: 3,
    }),
  );
}

export async function walkerName(work: Work, { row }: OpenChecklist): Promise<string> {
  const walker = await work.tx.staff.findUnique({ where: { telegramId: row.staffId } });
  return walker?.name ?? '—';
}

/** The car's topic; handovers when nobody has said yet which car it is. */
export function topicOf({ open: { row, car }, t }: View): Destination {
  if (row.carId === null) return { branch: row.branch, topic: standingTopic('handovers', t) };
  return { branch: row.branch, topic: carTopic(car ?? { id: row.carId, plate: null, model: null }, t) };
}

/** A line for each step that was asked, but the last. */
export function answerLines(view: View): Html[] {
  return visibleSteps(view.open.progress)
    .slice(0, -1)
    .map((step) => answerLine(step, view));
}

/** Null when nothing is missing. */
export function missingLine(missing: readonly string[], view: View): Html | null {
  if (missing.length === 0) return null;
  const parts = missing.map((part) => partName(part, view)).join(', ');
  return html`⚠️ ${view.t('summary-missing', { parts })}`;
}

/** What a manager should know of the photos. */
export function flagLines({ open, t }: View): Html[] {
  return photoFlagLines(open.photos, t).map((line) => html`⚠️ ${line}`);
}

/** The photos that count, as an album where the summary is; nothing when there are none. */
export function albumOf(view: View, key: string, caption: Html, correlationId: string) {
  const counted = view.open.photos.filter((photo) => photo.state !== 'failed');
  if (counted.length === 0) return [];
  // One whose original is not fetched yet goes by Telegram's id alone.
  const photos = counted.map(({ fileId, document, sha256 }) => ({
    ...{ fileId, document },
    blob: sha256 ?? undefined,
  }));
  return albumPost({ key, to: topicOf(view), photos, caption, correlationId, priority: 4 });
}

/** "outside/front" is the slot, "damage" the step. */
function partName(part: string, view: View): string {
  const [step = '', slot] = part.split('/');
  return slot === undefined ? stepTitle(step, view) : slotName(slot, view);
}
