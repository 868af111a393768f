import { z } from 'zod';
import type { Money } from '../../kernel/money.js';
import type { Prisma } from '../../platform/prisma/index.js';

/** Cash of one currency, in minor units. */
export interface CashFigure {
  currency: string;
  /** What handovers took in, less what they gave back. */
  expected: number;
  /** What employees handed in to the branch. */
  collected: number;
}

const CASH = 'cash';
const Amounts = z.array(z.object({ minor: z.number().int(), currency: z.string() })).catch([]);

/** The cash of a branch in a span, a line a currency: never converted. Those of the handovers whose cash it was. */
export async function cashOf(
  tx: Prisma.TransactionClient,
  branch: string,
  { from, to }: { from: Date; to: Date },
): Promise<CashFigure[]> {
  const at = { gte: from, lt: to };
  const handovers = await tx.handover.findMany({
    where: { at },
    select: {
      ...{ bookingId: true, depositAmount: true, depositCurrency: true, depositMethod: true },
      ...{ settled: true, settledMethod: true },
    },
  });
  const here = await tx.booking.findMany({
    where: { id: { in: handovers.map(({ bookingId }) => bookingId) }, branch },
    select: { id: true },
  });
  const ours = new Set(here.map(({ id }) => id));
  const handIns = await tx.cashHandIn.findMany({ where: { branch, at }, select: { amounts: true } });
  const expected = handovers
    .filter(({ bookingId }) => ours.has(bookingId))
    .flatMap((handover): Money[] => [
      ...(handover.depositMethod === CASH &&
      handover.depositAmount !== null &&
      handover.depositCurrency !== null
        ? [{ minor: handover.depositAmount, currency: handover.depositCurrency }]
        : []),
      // Above zero it went back to the client.
      ...(handover.settledMethod === CASH
        ? Amounts.parse(handover.settled).map(({ minor, currency }) => ({ minor: -minor, currency }))
        : []),
    ]);
  const collected = handIns.flatMap(({ amounts }) => Amounts.parse(amounts));
  const currencies = [...new Set([...expected, ...collected].map(({ currency }) => currency))].sort();
  return currencies.map((currency) => ({
    currency,
    expected: sum(expected, currency),
    collected: sum(collected, currency),
  }));
}

function sum(amounts: readonly Money[], currency: string): number {
  return amounts.reduce((total, one) => (one.currency === currency ? total + one.minor : total), 0);
}
