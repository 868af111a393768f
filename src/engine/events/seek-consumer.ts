import { BranchlineError } from '../../kernel/errors.js';
import { loadStatement, type Sql } from '../../platform/sql/index.js';
import { unknownConsumer } from './consumer-errors.js';

const positionBeforeSql = loadStatement(import.meta.url, './sql/position-before.sql');
const seekConsumerSql = loadStatement(import.meta.url, './sql/seek-consumer.sql');
const settledEndSql = loadStatement(import.meta.url, './sql/settled-end.sql');

/** `position`: the last event that counts as handled; `timestamp`: when the first one to handle was received. */
export type SeekTarget = 'beginning' | 'now' | { position: bigint } | { timestamp: Date };

/**
 * Sends a group back to handle events again, or ahead to leave events out; answers the position it goes on after.
 * Waits for a batch that is being handled. What the group had given up stays on record until it is handled.
 * A timestamp is the database's time of receipt, and is looked for in the whole stream: for people, not for a loop.
 *
 * @throws `event.consumer_unknown`, `event.position_invalid`, `event.position_in_future`
 */
export async function seekConsumer(sql: Sql, name: string, target: SeekTarget): Promise<bigint> {
  const position = await positionOfTarget(sql, target);
  const moved = await sql.rows(seekConsumerSql, [name, position]);
  if (moved.length === 0) throw unknownConsumer(name);
  return position;
}

/**
 * Where a group stands that is sent to `target`.
 *
 * @throws `event.position_invalid`, `event.position_in_future`
 */
export async function positionOfTarget(sql: Sql, target: SeekTarget): Promise<bigint> {
  if (target === 'beginning') return 0n;
  if (target === 'now') return settledEnd(sql);
  if ('timestamp' in target) return positionBefore(sql, target.timestamp);
  const { position } = target;
  if (position < 0n)
    throw new BranchlineError('event.position_invalid', {
      retryable: false,
      message: `${position.toString()} is no position: they begin with 0`,
    });
  const end = await settledEnd(sql);
  if (position > end)
    throw inFuture(`The stream is settled up to ${end.toString()}, not ${position.toString()}`);
  return position;
}

async function settledEnd(sql: Sql): Promise<bigint> {
  return positionOf(await sql.rows<{ position: bigint }>(settledEndSql, []));
}

async function positionBefore(sql: Sql, timestamp: Date): Promise<bigint> {
  if (Number.isNaN(timestamp.getTime()))
    throw new BranchlineError('event.position_invalid', { retryable: false, message: 'That is no time' });
  const rows = await sql.rows<{ position: bigint; inFuture: boolean }>(positionBeforeSql, [timestamp]);
  if (rows[0]?.inFuture === true) throw inFuture(`${timestamp.toISOString()} lies ahead`);
  return positionOf(rows);
}

function positionOf([row]: readonly { position: bigint }[]): bigint {
  if (row !== undefined) return row.position;
  throw new BranchlineError('event.stream_unsettled', {
    retryable: false,
    message: 'stream_epoch has no row: settleEpoch has not run',
  });
}

function inFuture(message: string): BranchlineError {
  return new BranchlineError('event.position_in_future', { retryable: false, message });
}
