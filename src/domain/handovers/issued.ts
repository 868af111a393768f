import { z } from 'zod';
import type { Money } from '../../kernel/money.js';
import type { Booking, Handover, Photo, Prisma } from '../../platform/prisma/index.js';
import type { Condition } from './comparison.js';

const Marks = z.array(z.object({ zone: z.string(), comment: z.string().nullable() }));

/** The car as a handover left it. */
export function conditionOf({ mileage, fuelEighths, damage }: Handover): Condition {
  return { mileage, fuelEighths, marks: Marks.parse(damage) };
}

/** A handover's photos that count, in the order in which they were taken. */
export function photosOf(
  tx: Prisma.TransactionClient,
  { checklistId }: Pick<Handover, 'checklistId'>,
): Promise<Photo[]> {
  return tx.photo.findMany({
    where: { checklistId, state: { not: 'failed' } },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  });
}

/** The money that is held for a booking: what was taken at the issue; where nobody wrote that down, what was agreed. */
export interface Held {
  money: Money | null;
  from: 'issue' | 'booking';
}

/** `currency`: the company's, in which bookings agree on deposits. */
export function heldFor(
  issue: Pick<Handover, 'depositAmount' | 'depositCurrency'> | null,
  booking: Pick<Booking, 'deposit'> | null,
  currency: string,
): Held {
  if (issue !== null) return { money: moneyOf(issue.depositAmount, issue.depositCurrency), from: 'issue' };
  return { money: moneyOf(booking?.deposit ?? null, currency), from: 'booking' };
}

function moneyOf(minor: number | null, currency: string | null): Money | null {
  return minor === null || minor === 0 || currency === null ? null : { minor, currency };
}
