import { carName } from '../../../domain/bookings/index.js';
import { issueResult, type OpenChecklist } from '../../../domain/checklists/index.js';
import { albumPost, cardPost, carTopic, standingTopic } from '../../../domain/posts/index.js';
import type { Work } from '../../../engine/jobs/index.js';
import { html, lines, type Html } from '../../../kernel/html.js';
import { formatTime } from '../../../platform/i18n/index.js';
import type { BotDeps } from '../../core/deps.js';
import { answerLine } from './answers.js';
import type { View } from './view.js';

/** The end of an issue: summary and album in the car's topic, a line in handovers. */
export async function emitIssueSummary(
  work: Work,
  open: OpenChecklist,
  deps: Pick<BotDeps, 'company' | 'texts' | 'clock'>,
  correlationId: string,
): Promise<void> {
  const { row, booking, photos } = open;
  const { language } = deps.company;
  const t = deps.texts.in(language);
  const view: View = { open, deps, language, t };
  const walker = await work.tx.staff.findUnique({ where: { telegramId: row.staffId } });
  const name = walker?.name ?? '—';
  const at = formatTime(deps.clock.now(), deps.company.timezone, language);
  const topic = carTopic(booking.car ?? { id: row.carId ?? 0, plate: null, model: null }, t);
  const to =
    row.carId === null
      ? { branch: row.branch, topic: standingTopic('handovers', t) }
      : { branch: row.branch, topic };
  const counted = photos.filter((photo) => photo.state !== 'failed');

  await work.emit(
    cardPost({ key: `issued:${row.id}`, to, html: summary(view, name, at), correlationId, priority: 3 }),
    ...(counted.length === 0
      ? []
      : albumPost({
          key: `issued-photos:${row.id}`,
          to,
          photos: counted.map(({ fileId, document }) => ({ fileId, document })),
          caption: html`${t('summary-photos', { car: carName(booking, t), id: String(row.bookingId) })}`,
          correlationId,
          priority: 4,
        })),
    cardPost({
      key: `handover:${row.id}`,
      to: { branch: row.branch, topic: standingTopic('handovers', t) },
      html: html`🔑 ${t('handover-line', { at, car: carName(booking, t), id: String(row.bookingId), name })}`,
      correlationId,
      priority: 5,
    }),
  );
}

function summary(view: View, name: string, at: string): Html {
  const { open, t } = view;
  const { missing } = issueResult(open.progress);
  return lines(
    html`<b>🔑 ${t('summary-title', { car: carName(open.booking, t) })}</b>`,
    html`${t('booking-title', { id: String(open.row.bookingId) })} · ${at} · ${name}`,
    open.booking.client?.name === undefined || open.booking.client.name === null
      ? null
      : html`👤 ${open.booking.client.name}`,
    '',
    ...open.progress.definition.steps.slice(0, -1).map((step) => answerLine(step, view)),
    missing.length === 0
      ? null
      : html`⚠️ ${t('summary-missing', { parts: missing.map((part) => partName(part, t)).join(', ') })}`,
  );
}

/** "outside/front" is the slot, "damage" the step. */
function partName(part: string, t: View['t']): string {
  const [step = '', slot] = part.split('/');
  return slot === undefined ? t(`step-issue-${step}`) : t(`slot-${slot}`);
}
