import { loadStatement, type Sql } from '../../platform/sql/index.js';
import type { StreamType } from './read-events.js';

const consumerLagSql = loadStatement(import.meta.url, './sql/consumer-lag.sql');
const unsettledEventsSql = loadStatement(import.meta.url, './sql/unsettled-events.sql');

/** Nobody needs to know more exactly how far behind a group is; counting on would cost the more the worse it is. */
export const LAG_COUNTED_UP_TO = 10_000;

export interface ConsumerLag {
  name: string;
  /** Settled events that it has not handled; LAG_COUNTED_UP_TO means that many or more. */
  events: number;
  /** Since the oldest of them was received. */
  seconds: number;
  /** How often the next one failed in a row. */
  failures: number;
  /** Events that it gave up. */
  faults: number;
}

/** How far each of `consumers` is behind; one that never started is left out. */
export async function consumerLag(
  sql: Sql,
  consumers: readonly { name: string; types?: readonly StreamType[] }[],
): Promise<ConsumerLag[]> {
  const groups = consumers.map(({ name, types }) => ({ name, types }));
  return sql.rows<ConsumerLag>(consumerLagSql, [JSON.stringify(groups), LAG_COUNTED_UP_TO]);
}

/**
 * Events that nobody can read yet, since an older transaction is still open: how many, counted like the lag, and how
 * long the oldest has waited. No consumer's lag shows them.
 */
export async function unsettledEvents(sql: Sql): Promise<{ events: number; seconds: number }> {
  const [unsettled] = await sql.rows<{ events: number; seconds: number }>(unsettledEventsSql, [
    LAG_COUNTED_UP_TO,
  ]);
  return unsettled ?? { events: 0, seconds: 0 };
}
