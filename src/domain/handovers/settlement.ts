import type { Money } from '../../kernel/money.js';

/**
 * What changes hands at the end, one amount a currency, nothing twice and no zeros: above zero it goes back to the
 * client, below zero the client pays. Currencies are never converted into each other.
 */
export type Settlement = readonly Money[];

/** The deposit that is held less what is charged. */
export function settle(deposit: Money | null, charges: readonly Money[]): Settlement {
  return balance([...(deposit === null ? [] : [deposit]), ...charges.map(negative)]);
}

/** What is still to change hands when `settled` has. */
export function outstanding(due: Settlement, settled: Settlement): Settlement {
  return balance([...due, ...settled.map(negative)]);
}

/** Sums by currency, in the order in which the currencies first come up. */
export function balance(amounts: readonly Money[]): Settlement {
  const sums = new Map<string, number>();
  for (const { minor, currency } of amounts) sums.set(currency, (sums.get(currency) ?? 0) + minor);
  return [...sums].filter(([, minor]) => minor !== 0).map(([currency, minor]) => ({ minor, currency }));
}

function negative({ minor, currency }: Money): Money {
  return { minor: -minor, currency };
}
