import { loadStatement, type Sql } from '../../platform/sql/index.js';
import type { ConsumerDefinition, Transactions } from './consumer-definition.js';
import { readEvents, type StreamEvent } from './read-events.js';

const takeConsumerSql = loadStatement(import.meta.url, './sql/take-consumer.sql');
const moveConsumerSql = loadStatement(import.meta.url, './sql/move-consumer.sql');

/** Events that a group took, and where it stood before them. */
export interface TakenBatch {
  position: bigint;
  /** How often the first of them failed in a row before. */
  failures: number;
  events: readonly [StreamEvent, ...StreamEvent[]];
}

export type BatchOutcome =
  | { kind: 'handled'; batch: TakenBatch }
  | { kind: 'failed'; batch: TakenBatch; error: unknown }
  /** Another process has the group, or a failed event has to wait. */
  | { kind: 'not_now' }
  | { kind: 'nothing' };

/**
 * One transaction: takes the group, reads its next events, has them handled and moves the group's position.
 *
 * @param sizeAt how many events to take at a position
 * @throws what the database says while nothing was taken yet
 */
export async function consumeBatch<Work>(
  transactions: Transactions<Work>,
  definition: ConsumerDefinition<Work>,
  sizeAt: (position: bigint) => number,
): Promise<BatchOutcome> {
  const { name, types } = definition;
  let taken: TakenBatch | undefined;
  try {
    return await transactions.transact<BatchOutcome>(async (work, sql) => {
      const group = await takeGroup(sql, name);
      if (group === undefined || group.retriesLater) return { kind: 'not_now' };
      const { position, failures } = group;
      const limit = failures > 0 ? 1 : sizeAt(position);
      const [first, ...rest] = await readEvents(sql, { after: position, limit, types });
      if (first === undefined) return { kind: 'nothing' };
      const batch: TakenBatch = { position, failures, events: [first, ...rest] };
      taken = batch;
      await definition.handle(batch.events, work);
      await sql.rows(moveConsumerSql, [name, position, (rest.at(-1) ?? first).position]);
      return { kind: 'handled', batch };
    });
  } catch (error) {
    if (taken === undefined) throw error;
    return { kind: 'failed', batch: taken, error };
  }
}

async function takeGroup(
  sql: Sql,
  name: string,
): Promise<{ position: bigint; failures: number; retriesLater: boolean } | undefined> {
  const [group] = await sql.rows<{ position: bigint; failures: number; retriesLater: boolean }>(
    takeConsumerSql,
    [name],
  );
  return group;
}
