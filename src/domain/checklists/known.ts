import { z } from 'zod';
import type { Money } from '../../kernel/money.js';
import type { Car, Charge, Checklist, Handover, Prisma } from '../../platform/prisma/index.js';
import type { BookingView } from '../bookings/index.js';
import { billOf, heldFor, type Bill } from '../handovers/index.js';
import type { Facts } from './facts.js';

/** What is known beside a checklist: its steps are compared with it. */
export interface Known {
  booking: BookingView | null;
  car: Car | null;
  /** What the issue of the same booking established; only of a return. */
  issue: Handover | null;
  /** What the client may have to pay for; only of a return. */
  charges: readonly Charge[];
  /** Cash that the person should have, one amount for each currency; only of a hand-in. */
  expectedCash: readonly Money[] | null;
}

export function factsOf(known: Known, currency: string): Facts {
  const { booking, car, issue, expectedCash } = known;
  const deposit = booking?.booking.deposit ?? null;
  const mileage = car?.mileage ?? null;
  const issueMileage = issue?.mileage ?? mileage;
  return {
    currency,
    numbers: {
      ...(mileage !== null && { 'car.mileage': mileage }),
      ...(issueMileage !== null && { 'issue.mileage': issueMileage }),
    },
    amounts: {
      ...(deposit !== null && deposit > 0 && { 'booking.deposit': [{ minor: deposit, currency }] }),
      ...(expectedCash !== null && { 'cash.expected': expectedCash }),
      'return.settlement': billOfReturn(known, currency).due,
    },
    options: {
      ...fuelOption('car.fuel', car?.fuelEighths),
      ...fuelOption('issue.fuel', issue?.fuelEighths),
    },
  };
}

/** How the money of a return stands; `currency` is the company's. */
export function billOfReturn(
  { issue, booking, charges }: Pick<Known, 'issue' | 'booking' | 'charges'>,
  currency: string,
): Bill {
  return billOf(heldFor(issue, booking?.booking ?? null, currency).money, charges);
}

function fuelOption(fact: 'car.fuel' | 'issue.fuel', eighths: number | null | undefined): Facts['options'] {
  return eighths === null || eighths === undefined ? {} : { [fact]: `e${eighths}` };
}

/** What a return is compared with. Null when the car was given out without a checklist. */
export async function issueOf(
  tx: Prisma.TransactionClient,
  { kind, bookingId }: Pick<Checklist, 'kind' | 'bookingId'>,
): Promise<Handover | null> {
  if (kind !== 'return' || bookingId === null) return null;
  return tx.handover.findFirst({ where: { bookingId, kind: 'issue' }, orderBy: { at: 'desc' } });
}

const Settled = z.array(z.object({ minor: z.number().int(), currency: z.string() }));

/**
 * The cash that the person should have: what they took at handovers since they last handed in cash, less what they gave
 * back. More given back than taken came out of the branch's cash, not out of their pocket.
 */
export async function expectedCash(tx: Prisma.TransactionClient, staffId: bigint): Promise<Money[]> {
  const last = await tx.cashHandIn.findFirst({ where: { staffId }, orderBy: { at: 'desc' } });
  const handovers = await tx.handover.findMany({
    where: {
      staffId,
      OR: [{ depositMethod: 'cash' }, { settledMethod: 'cash' }],
      ...(last !== null && { at: { gt: last.at } }),
    },
  });
  const sums = new Map<string, number>();
  const add = (minor: number, currency: string): void => {
    sums.set(currency, (sums.get(currency) ?? 0) + minor);
  };
  for (const { kind, depositMethod, depositAmount, depositCurrency, settledMethod, settled } of handovers) {
    if (kind === 'issue' && depositMethod === 'cash' && depositCurrency !== null)
      add(depositAmount ?? 0, depositCurrency);
    if (settledMethod === 'cash')
      for (const { minor, currency } of Settled.parse(settled ?? [])) add(-minor, currency);
  }
  return [...sums]
    .map(([currency, minor]) => ({ minor, currency }))
    .filter(({ minor }) => minor > 0)
    .sort((a, b) => (a.currency < b.currency ? -1 : 1));
}
