import type { Work } from '../../engine/jobs/index.js';
import type { Money } from '../../kernel/money.js';
import type { CompanyFacts } from '../company/index.js';
import { assessReturn, type Assessment, type FoundCar } from '../handovers/index.js';
import { visibleAnswers } from './conditions.js';
import { appendHandover, fuelOf, updateCar, valueOf, type Ending } from './finish.js';
import { missingParts } from './missing.js';
import type { Progress } from './progress.js';
import type { OpenChecklist } from './store.js';

export interface ReturnResult extends FoundCar {
  /** What changed hands; null: nobody said. */
  settled: readonly Money[] | null;
  settledMethod: string | null;
  /** Steps and photos that are absent. */
  absent: string[];
}

/** What a return established so far, out of the answers. */
export function returnResult(progress: Progress): ReturnResult {
  const chosen = visibleAnswers(progress).flatMap(({ answer: { value, skipped } }) =>
    value?.type === 'choice' && skipped === null ? [value.option] : [],
  );
  const settlement = valueOf(progress, 'settlement', 'settlement');
  return {
    mileage: valueOf(progress, 'mileage', 'number')?.value ?? null,
    fuelEighths: fuelOf(valueOf(progress, 'fuel', 'choice')),
    marks: valueOf(progress, 'damage', 'damage')?.marks ?? [],
    dirty: chosen.includes('dirty'),
    missing: chosen.includes('incomplete') ? (valueOf(progress, 'missing', 'text')?.text ?? '—') : null,
    settled: settlement?.amounts ?? null,
    settledMethod: settlement?.method ?? null,
    absent: missingParts(progress),
  };
}

/** The return against its issue. The client was back when the checklist began: what it takes is not their delay. */
export function assessmentOf(
  { progress, issue, booking, row }: OpenChecklist,
  company: Pick<CompanyFacts, 'charges' | 'currency'>,
): Assessment {
  return assessReturn(issue, returnResult(progress), booking?.booking ?? null, company, row.startedAt);
}

/**
 * The car is back: what was found is stored, the booking is over, and `booking.returned` is appended, all in the
 * transaction that ends the checklist.
 */
export async function recordReturn(
  work: Work,
  { row, progress }: OpenChecklist,
  ending: Ending,
): Promise<ReturnResult> {
  const { now } = ending;
  const result = returnResult(progress);
  const { mileage, fuelEighths, marks, settled, settledMethod } = result;
  const { bookingId, carId, branch, staffId } = row;
  if (bookingId === null) throw new Error(`a return without a booking: ${row.id}`);
  await work.tx.handover.create({
    data: {
      checklistId: row.id,
      kind: 'return',
      ...{ bookingId, carId, staffId, mileage, fuelEighths, settledMethod },
      at: now,
      damage: marks.map(({ zone, comment }) => ({ zone, comment })),
      missing: result.absent,
      settled: settled?.map(({ minor, currency }) => ({ minor, currency })),
    },
  });
  await updateCar(work, carId, { mileage, fuelEighths });
  if (carId !== null)
    await work.tx.car.update({
      where: { id: carId },
      // Clean enough for a client to give back is not clean enough for the next one.
      data: { branch, ...(result.dirty && { clean: false }) },
    });
  await work.tx.booking.update({ where: { id: bookingId }, data: { returnedAt: now, inRent: false } });
  await appendHandover(work, 'booking.returned', row, bookingId, result, ending);
  return result;
}
