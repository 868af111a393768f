import { setTimeout } from 'node:timers/promises';
import { loadStatement, type Sql } from '../../platform/sql/index.js';

const newestPositionSql = loadStatement(import.meta.url, './sql/newest-position.sql');
const isSettledSql = loadStatement(import.meta.url, './sql/is-settled.sql');

const LOOK_EVERY_MS = 10;

/**
 * Waits until all that is stored by now can be read in its order, for readers that do not come again; answers whether
 * it can. Transactions are short: one that holds the stream up for longer than `withinMs` is not waited for.
 */
export async function untilSettled(
  sql: Sql,
  { withinMs, signal }: { withinMs: number; signal?: AbortSignal },
): Promise<boolean> {
  const [stored] = await sql.rows<{ newest: bigint }>(newestPositionSql, []);
  for (let waited = 0; ; waited += LOOK_EVERY_MS) {
    const [settled] = await sql.rows<{ isSettled: boolean }>(isSettledSql, [stored?.newest ?? 0n]);
    if (settled?.isSettled !== false) return true;
    if (waited >= withinMs) return false;
    await setTimeout(LOOK_EVERY_MS, undefined, { signal });
  }
}
