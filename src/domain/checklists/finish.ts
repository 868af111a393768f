import type { Work } from '../../engine/jobs/index.js';
import { visibleAnswers } from './conditions.js';
import { missingParts } from './missing.js';
import type { AnswerValue, Progress } from './progress.js';
import type { OpenChecklist } from './store.js';

export interface IssueResult {
  mileage: number | null;
  fuelEighths: number | null;
  deposit: Extract<AnswerValue, { type: 'money' }> | null;
  marks: { zone: string; comment: string | null }[];
  missing: string[];
}

/** When a checklist ended, and under which id it is found in the log. */
export interface Ending {
  now: Date;
  correlationId: string;
}

/** The value of a step that was answered; null when it was skipped or is not asked. */
export function valueOf<Type extends AnswerValue['type']>(
  progress: Progress,
  step: string,
  type: Type,
): Extract<AnswerValue, { type: Type }> | null {
  const found = visibleAnswers(progress).find((one) => one.step.id === step)?.answer;
  const value = found?.skipped === null ? found.value : null;
  return value?.type === type ? (value as Extract<AnswerValue, { type: Type }>) : null;
}

/** Eighths of a tank, of an answer that is a level of fuel. */
export function fuelOf(value: Extract<AnswerValue, { type: 'choice' }> | null): number | null {
  const eighths = /^e([0-8])$/.exec(value?.option ?? '')?.[1];
  return eighths === undefined ? null : Number(eighths);
}

/** What an issue established, out of the answers. */
function issueResult(progress: Progress): IssueResult {
  return {
    mileage: valueOf(progress, 'mileage', 'number')?.value ?? null,
    fuelEighths: fuelOf(valueOf(progress, 'fuel', 'choice')),
    deposit: valueOf(progress, 'deposit', 'money'),
    marks: valueOf(progress, 'damage', 'damage')?.marks ?? [],
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
  ending: Ending,
): Promise<IssueResult> {
  const { now } = ending;
  const { row, progress } = checklist;
  const result = issueResult(progress);
  const { mileage, fuelEighths, deposit, marks, missing } = result;
  const { bookingId } = row;
  if (bookingId === null) throw new Error(`an issue without a booking: ${row.id}`);
  await work.tx.handover.create({
    data: {
      checklistId: row.id,
      kind: 'issue',
      bookingId,
      carId: row.carId,
      staffId: row.staffId,
      at: now,
      mileage,
      fuelEighths,
      depositAmount: deposit?.minor ?? null,
      depositCurrency: deposit?.currency ?? null,
      depositMethod: deposit?.method ?? null,
      damage: marks,
      missing,
    },
  });
  await updateCar(work, row.carId, { mileage, fuelEighths });
  await work.tx.booking.update({
    where: { id: bookingId },
    data: { issuedAt: now, inRent: true },
  });
  await appendHandover(work, 'booking.issued', row, bookingId, result, ending);
  return result;
}

/** Says once in the event log that the car changed hands. */
export async function appendHandover(
  work: Work,
  type: 'booking.issued' | 'booking.returned',
  row: OpenChecklist['row'],
  bookingId: number,
  { mileage, fuelEighths }: { mileage: number | null; fuelEighths: number | null },
  { now, correlationId }: Ending,
): Promise<void> {
  await work.append({
    type,
    source: 'rentprog',
    branch: row.branch,
    timestamp: now,
    payload: {
      rentprog_id: bookingId,
      branch: row.branch,
      booking_id: bookingId,
      car_id: row.carId ?? undefined,
      checklist_id: row.id,
      staff_id: String(row.staffId),
      mileage,
      fuel_eighths: fuelEighths,
    },
    correlationId,
    dedupe: { key: `checklist:${row.id}` },
    orderKey: `booking:${bookingId}`,
    priority: 3,
  });
}

/** What was read off the dashboard is the car's from now on; what was skipped stays as it was known. */
export async function updateCar(
  work: Work,
  carId: number | null,
  { mileage, fuelEighths }: { mileage: number | null; fuelEighths: number | null },
): Promise<void> {
  if (carId === null) return;
  await work.tx.car.update({
    where: { id: carId },
    data: { ...(mileage !== null && { mileage }), ...(fuelEighths !== null && { fuelEighths }) },
  });
}
