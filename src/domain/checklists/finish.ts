import type { Work } from '../../engine/jobs/index.js';
import { missingParts, type AnswerValue, type Progress } from './progress.js';
import type { OpenChecklist } from './store.js';

export interface IssueResult {
  mileage: number | null;
  fuelEighths: number | null;
  deposit: Extract<AnswerValue, { type: 'money' }> | null;
  marks: { zone: string; comment: string | null }[];
  missing: string[];
}

/** What an issue established, out of the answers. */
export function issueResult(progress: Progress): IssueResult {
  const values = Object.values(progress.answers).flatMap(({ value, skipped }) =>
    value === null || skipped !== null ? [] : [value],
  );
  const ofType = <Type extends AnswerValue['type']>(type: Type) =>
    values.find((value): value is Extract<AnswerValue, { type: Type }> => value.type === type);
  const fuel = /^e([0-8])$/.exec(ofType('choice')?.option ?? '')?.[1];
  return {
    mileage: ofType('number')?.value ?? null,
    fuelEighths: fuel === undefined ? null : Number(fuel),
    deposit: ofType('money') ?? null,
    marks: ofType('damage')?.marks ?? [],
    missing: missingParts(progress),
  };
}

/**
 * The car is in the client's hands: mileage, fuel and deposit are stored, the booking is issued, and
 * `booking.issued` is appended, all in the transaction that ends the checklist.
 */
export async function recordIssue(
  work: Work,
  checklist: OpenChecklist,
  context: { now: Date; correlationId: string },
): Promise<IssueResult> {
  const { row, progress } = checklist;
  const result = issueResult(progress);
  const { mileage, fuelEighths, deposit, marks, missing } = result;
  await work.tx.handover.create({
    data: {
      checklistId: row.id,
      kind: 'issue',
      bookingId: row.bookingId,
      carId: row.carId,
      staffId: row.staffId,
      at: context.now,
      mileage,
      fuelEighths,
      depositAmount: deposit?.minor ?? null,
      depositCurrency: deposit?.currency ?? null,
      depositMethod: deposit?.method ?? null,
      damage: marks,
      missing,
    },
  });
  if (row.carId !== null)
    await work.tx.car.update({
      where: { id: row.carId },
      data: { ...(mileage !== null && { mileage }), ...(fuelEighths !== null && { fuelEighths }) },
    });
  await work.tx.booking.update({
    where: { id: row.bookingId },
    data: { issuedAt: context.now, inRent: true },
  });
  await work.append({
    type: 'booking.issued',
    source: 'rentprog',
    branch: row.branch,
    timestamp: context.now,
    payload: {
      rentprog_id: row.bookingId,
      branch: row.branch,
      booking_id: row.bookingId,
      car_id: row.carId ?? undefined,
      checklist_id: row.id,
      staff_id: String(row.staffId),
      mileage,
      fuel_eighths: fuelEighths,
    },
    correlationId: context.correlationId,
    dedupe: { key: `checklist:${row.id}` },
    orderKey: `booking:${row.bookingId}`,
    priority: 3,
  });
  return result;
}
