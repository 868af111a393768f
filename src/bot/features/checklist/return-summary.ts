import {
  assessmentOf,
  loadChecklist,
  missingParts,
  recordReturn,
  visibleSteps,
  type Ending,
  type OpenChecklist,
} from '../../../domain/checklists/index.js';
import { openIncident } from '../../../domain/incidents/index.js';
import { cardPost } from '../../../domain/posts/index.js';
import type { Work } from '../../../engine/jobs/index.js';
import { fitLines, html } from '../../../kernel/html.js';
import { formatTime } from '../../../platform/i18n/index.js';
import type { BotDeps } from '../../core/deps.js';
import { answerLine } from './answers.js';
import { chargeReturn } from './return-follow.js';
import { RETURN_PICTURES } from './return-pictures.js';
import { returnEnding } from './return-view.js';
import { marksText } from './return-words.js';
import { emitHandover, flagLines, missingLine, topicOf, walkerName } from './summary.js';
import { subjectName, viewOf } from './view.js';

const TEXT_LIMIT = 4_000;

/** The end of a return: summary and album in the car's topic, a line in handovers, an incident for new damage. */
export async function finishReturn(
  work: Work,
  open: OpenChecklist,
  deps: BotDeps,
  ending: Ending,
): Promise<void> {
  const { row } = open;
  const { correlationId } = ending;
  await recordReturn(work, open, ending);
  await chargeReturn(work, open, deps, correlationId);
  const charged = (await loadChecklist(work.tx, row.id)) ?? open;
  await emitReturnCard(work, charged, deps, correlationId);
  await emitHandover(work, charged, deps, ending, {
    album: 'returned-photos',
    caption: 'returned-photos',
    sign: '↩️',
    line: 'returned-line',
  });
  await reportDamage(work, charged, deps, correlationId);
}

/** The summary, also when a decision about charges changes what it says. */
export async function emitReturnCard(
  work: Work,
  open: OpenChecklist,
  deps: Pick<BotDeps, 'company' | 'texts' | 'clock'>,
  correlationId: string,
): Promise<void> {
  const { row, booking, progress } = open;
  const view = viewOf(open, deps, deps.company.language);
  const { t } = view;
  const name = await walkerName(work, open);
  const at = formatTime(row.finishedAt ?? deps.clock.now(), deps.company.timezone, view.language);
  const client = booking?.client?.name ?? null;
  // What changed hands is said with what was due.
  const steps = visibleSteps(progress)
    .slice(0, -1)
    .filter((step) => step.type !== 'settlement' || progress.answers[step.id]?.skipped !== null);
  await work.emit(
    cardPost({
      key: `returned:${row.id}`,
      to: topicOf(view),
      html: fitLines(
        [
          html`<b>↩️ ${t('returned-title', { car: subjectName(view) })}</b>`,
          html`${t('booking-title', { id: String(row.bookingId ?? '') })} · ${at} · ${name}`,
          client === null ? null : html`👤 ${client}`,
          '',
          ...steps.map((step) => answerLine(step, view)),
          missingLine(missingParts(progress), view),
          ...flagLines(view),
          '',
          ...returnEnding(view),
        ],
        TEXT_LIMIT,
      ),
      correlationId,
      priority: 3,
    }),
  );
}

/** One incident for all that is new, with its photos; the pictures beside those of the issue follow when they are fetched. */
async function reportDamage(
  work: Work,
  open: OpenChecklist,
  deps: BotDeps,
  correlationId: string,
): Promise<void> {
  const { row, photos } = open;
  const fresh = assessmentOf(open, deps.company).comparison.damage.flatMap((zone) => zone.fresh);
  if (fresh.length === 0) return;
  const t = deps.texts.in(deps.company.language);
  const slots = new Set(fresh.map(({ slot }) => slot));
  await openIncident(work, deps, {
    kind: 'new_damage',
    branch: row.branch,
    carId: row.carId ?? undefined,
    bookingId: row.bookingId ?? undefined,
    text: t('returned-damage', { marks: marksText(fresh, t) }),
    key: `return:${row.id}`,
    openedBy: row.staffId,
    photoIds: photos
      .filter(({ slot, state }) => slots.has(slot) && state !== 'failed')
      .map((photo) => photo.id),
    correlationId,
  });
  await work.enqueue({
    kind: RETURN_PICTURES,
    payload: { checklistId: row.id },
    correlationId,
    priority: 6,
  });
}
