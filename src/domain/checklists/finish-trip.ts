import type { Work } from '../../engine/jobs/index.js';
import type { Prisma } from '../../platform/prisma/index.js';
import { updateCar, valueOf, type Ending } from './finish.js';
import type { Progress } from './progress.js';
import type { OpenChecklist } from './store.js';

const HOUR_MS = 3_600_000;

export interface TripResult {
  purpose: TripPart;
  from: TripPart;
  to: TripPart;
  mileage: number | null;
  /** Within how many hours the car is to be back. */
  hours: number | null;
}

/** An option of the list, what was written beside it, or both. */
export interface TripPart {
  option: string | null;
  words: string | null;
}

export function tripResult(progress: Progress): TripResult {
  const part = (choice: string, text: string): TripPart => ({
    option: valueOf(progress, choice, 'choice')?.option ?? null,
    words: valueOf(progress, text, 'text')?.text ?? null,
  });
  return {
    purpose: part('purpose', 'what'),
    from: part('from', 'from-where'),
    to: part('to', 'to-where'),
    mileage: valueOf(progress, 'mileage', 'number')?.value ?? null,
    hours: valueOf(progress, 'back', 'number')?.value ?? null,
  };
}

/** The booking on which the car is now: with the client, or promised to one before the trip is over. */
async function bookingDuring(
  tx: Prisma.TransactionClient,
  carId: number,
  from: Date,
  until: Date,
): Promise<number | null> {
  const booking = await tx.booking.findFirst({
    where: {
      ...{ carId, deleted: false, archived: false, returnedAt: null },
      OR: [
        { inRent: true },
        { issuedAt: { not: null } },
        { startAt: { lt: until }, OR: [{ endAt: null }, { endAt: { gt: from } }] },
      ],
    },
    orderBy: { startAt: 'asc' },
    select: { id: true },
  });
  return booking?.id ?? null;
}

export async function recordTrip(
  work: Work,
  { row, progress }: OpenChecklist,
  { now }: Ending,
): Promise<TripResult & { bookingId: number | null; backAt: Date | null }> {
  const result = tripResult(progress);
  const { carId } = row;
  if (carId === null) throw new Error(`a trip without a car: ${row.id}`);
  const backAt = result.hours === null ? null : new Date(now.getTime() + result.hours * HOUR_MS);
  const bookingId = await bookingDuring(work.tx, carId, now, backAt ?? new Date(now.getTime() + HOUR_MS));
  await work.tx.trip.create({
    data: {
      ...{ checklistId: row.id, branch: row.branch, carId, staffId: row.staffId, bookingId, backAt },
      purpose: stored(result.purpose),
      fromPlace: stored(result.from),
      toPlace: stored(result.to),
      mileage: result.mileage,
      declaredAt: now,
    },
  });
  await updateCar(work, carId, { mileage: result.mileage, fuelEighths: null });
  return { ...result, bookingId, backAt };
}

/** `client: Rustaveli 5`: what agents compare is the option, what people read is the rest. */
function stored({ option, words }: TripPart): string {
  return [option, words].filter((part) => part !== null).join(': ');
}
