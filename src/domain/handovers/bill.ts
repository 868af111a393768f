import type { Money } from '../../kernel/money.js';
import type { Charge } from '../../platform/prisma/index.js';
import { settle, type Settlement } from './settlement.js';

/** How a return stands: what is to change hands, and whether that may still change. */
export interface Bill {
  held: Money | null;
  /** What is not taken back, measures first. */
  charges: Charge[];
  /** What is to change hands when what waits for a decision is approved. */
  due: Settlement;
  /** Of what is decided. The last word when nothing is `open`. */
  decided: Settlement;
  /** How many charges wait for a decision, and how many of these for an amount. */
  open: number;
  unpriced: number;
}

export function billOf(held: Money | null, rows: readonly Charge[]): Bill {
  const charges = rows.filter(({ state }) => state !== 'withdrawn');
  const approved = charges.filter(({ state }) => state === 'approved');
  const open = charges.filter(({ state }) => state === 'pending');
  return {
    held,
    charges,
    due: settle(held, [...approved, ...open].flatMap(moneyOf)),
    decided: settle(held, approved.flatMap(moneyOf)),
    open: open.length,
    unpriced: open.filter(({ amount }) => amount === null).length,
  };
}

function moneyOf({ amount, currency }: Charge): Money[] {
  return amount === null ? [] : [{ minor: amount, currency }];
}
