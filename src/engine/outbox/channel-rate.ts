import { setTimeout as delay } from 'node:timers/promises';
import { loadStatement, type Sql } from '../../platform/sql/index.js';
import type { Channel } from './effect.js';

const reserveSql = loadStatement(import.meta.url, './sql/reserve-channel.sql');

const SECOND_MS = 1_000;

/**
 * Waits until the channel as a whole may send so many units. All processes reserve from one row; every lane that is being
 * emptied has one reservation at most, so the wait is a fraction of a second.
 */
export async function waitForChannel(
  sql: Sql,
  { name, pace }: Pick<Channel, 'name' | 'pace'>,
  units: number,
): Promise<void> {
  if (pace === undefined || units === 0) return;
  // The row counts whole milliseconds: rounded up, it never lets one too many into a second.
  const intervalMs = Math.ceil(SECOND_MS / pace.perSecond);
  const [row] = await sql.rows<{ waitMs: number }>(reserveSql, [name, intervalMs, units]);
  if (row !== undefined && row.waitMs > 0) await delay(Math.ceil(row.waitMs));
}
