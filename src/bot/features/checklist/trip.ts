import { emitApprovalRequest } from '../../../domain/approvals/index.js';
import { recordTrip, type Ending, type OpenChecklist } from '../../../domain/checklists/index.js';
import type { Work } from '../../../engine/jobs/index.js';
import type { BotDeps } from '../../core/deps.js';
import { RESULT_DECIDED } from './result-job.js';
import { emitTripCard, placeText, tripSubject } from './trip-card.js';

/** The trip is declared: a card in its topic. On a car that is a client's just then a manager has to approve it. */
export async function finishTrip(
  work: Work,
  open: OpenChecklist,
  deps: BotDeps,
  ending: Ending,
): Promise<void> {
  const { row } = open;
  const { correlationId } = ending;
  const trip = await recordTrip(work, open, ending);
  if (trip.bookingId !== null) {
    const t = deps.texts.in(deps.company.language);
    const { purpose, from, to, backAt } = trip;
    await emitApprovalRequest(work, deps, {
      kind: 'trip',
      branch: row.branch,
      subject: tripSubject(row.id),
      carId: row.carId ?? undefined,
      bookingId: trip.bookingId,
      reason: placeText(purpose, t),
      lines: [
        { key: 'trip-line-route', values: { from: placeText(from, t), to: placeText(to, t) } },
        ...(backAt === null ? [] : [{ key: 'trip-card-back', values: { at: { at: backAt.toISOString() } } }]),
      ],
      requestedBy: row.staffId,
      followUp: RESULT_DECIDED,
      correlationId,
    });
  }
  await emitTripCard(work, row.id, deps, correlationId);
}
