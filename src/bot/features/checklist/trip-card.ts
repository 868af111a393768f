import { exceptionState } from '../../../domain/approvals/index.js';
import { loadChecklist, textsOf, tripResult, type TripPart } from '../../../domain/checklists/index.js';
import { cardPost, standingTopic } from '../../../domain/posts/index.js';
import { peopleOf } from '../../../domain/staff/index.js';
import type { Work } from '../../../engine/jobs/index.js';
import { html, lines } from '../../../kernel/html.js';
import { formatMoment, type Translate } from '../../../platform/i18n/index.js';
import type { BotDeps } from '../../core/deps.js';
import { verdictLine } from './cash-card.js';
import { subjectName } from './view.js';

/** What an approval of a trip is about. */
export function tripSubject(checklistId: string): string {
  return `trip:${checklistId}`;
}

/** The card of a trip in the branch's topic, as it stands: whether it may be driven is decided later. */
export async function emitTripCard(
  work: Work,
  checklistId: string,
  deps: Pick<BotDeps, 'company' | 'texts'>,
  correlationId: string,
): Promise<void> {
  const row = await work.tx.trip.findUnique({ where: { checklistId } });
  const open = await loadChecklist(work.tx, checklistId);
  if (row === null || open === null) return;
  const { language, timezone } = deps.company;
  const t = textsOf(open.progress.definition, language, deps.texts.in(language));
  const { purpose, from, to } = tripResult(open.progress);
  const state = await exceptionState(work.tx, tripSubject(checklistId));
  const name = (await peopleOf(work.tx, [row.staffId]))[0]?.name ?? '—';
  const moment = (at: Date): string => formatMoment(at, timezone, language);
  await work.emit(
    cardPost({
      key: `trip:${checklistId}`,
      to: { branch: row.branch, topic: standingTopic('trips', t) },
      html: lines(
        html`<b>🛣 ${t('trip-card-title', { car: subjectName({ open, deps, t }) })}</b>`,
        html`🎯 ${placeText(purpose, t)}`,
        html`📍 ${t('trip-line-route', { from: placeText(from, t), to: placeText(to, t) })}`,
        html`🙋 ${name} · ${moment(row.declaredAt)}`,
        row.mileage === null ? null : html`🧭 ${row.mileage.toLocaleString(language)} ${t('unit-km')}`,
        row.backAt === null ? null : html`🕐 ${t('trip-card-back', { at: moment(row.backAt) })}`,
        row.bookingId === null ? null : html`⚠️ ${t('trip-card-booking', { id: String(row.bookingId) })}`,
        verdictLine(state, t),
      ),
      correlationId,
      priority: 4,
    }),
  );
}

/** "Client — Rustaveli 5". What "something else" stands for is said by the words alone. */
export function placeText({ option, words }: TripPart, t: Translate): string {
  const named = option === null || (option === 'other' && words !== null) ? null : t(`option-${option}`);
  const parts = [named, words].filter((part) => part !== null);
  return parts.length === 0 ? '—' : parts.join(' — ');
}
