import type { Work } from '../../engine/jobs/index.js';
import type { Money } from '../../kernel/money.js';
import { visibleAnswers } from './conditions.js';
import { valueOf, type Ending } from './finish.js';
import type { Progress } from './progress.js';
import type { OpenChecklist } from './store.js';

export interface CashResult {
  /** One amount for each currency that was handed in; nothing is left out. */
  amounts: Money[];
  expected: readonly Money[];
  /** What is more (or, below zero, less) than expected; empty when all is there. */
  differences: Money[];
  /** What the person says of a difference. */
  note: string | null;
}

/** What is handed in, counted by currency, beside what should be there. */
export function cashResult(progress: Progress, expected: readonly Money[]): CashResult {
  const declared = new Map<string, number>();
  for (const { answer } of visibleAnswers(progress)) {
    const value = answer.skipped === null ? answer.value : null;
    if (value?.type === 'money')
      declared.set(value.currency, (declared.get(value.currency) ?? 0) + value.minor);
  }
  const amounts = [...declared]
    .map(([currency, minor]) => ({ minor, currency }))
    .filter(({ minor }) => minor !== 0);
  return {
    amounts,
    expected,
    differences: differencesOf(amounts, expected),
    note: valueOf(progress, 'why', 'text')?.text ?? null,
  };
}

/** What is more (or, below zero, less) than expected, by currency. */
export function differencesOf(amounts: readonly Money[], expected: readonly Money[]): Money[] {
  const sum = (of: readonly Money[], currency: string): number =>
    of.filter((one) => one.currency === currency).reduce((total, { minor }) => total + minor, 0);
  const currencies = [...new Set([...amounts, ...expected].map(({ currency }) => currency))];
  return currencies
    .map((currency) => ({ minor: sum(amounts, currency) - sum(expected, currency), currency }))
    .filter(({ minor }) => minor !== 0);
}

export async function recordCash(
  work: Work,
  { row, progress, expectedCash }: OpenChecklist,
  { now }: Ending,
): Promise<CashResult> {
  const result = cashResult(progress, expectedCash ?? []);
  const plain = (amounts: readonly Money[]) => amounts.map(({ minor, currency }) => ({ minor, currency }));
  await work.tx.cashHandIn.create({
    data: {
      checklistId: row.id,
      branch: row.branch,
      staffId: row.staffId,
      at: now,
      amounts: plain(result.amounts),
      expected: plain(result.expected),
      note: result.note,
    },
  });
  return result;
}
