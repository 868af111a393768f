import { retryDelayMs, type Backoff } from '../../kernel/backoff.js';
import { BranchlineError, errorMessage } from '../../kernel/errors.js';
import { loadStatement, type Sql } from '../../platform/sql/index.js';
import type { TakenBatch } from './consume-batch.js';
import type { ConsumerDefinition } from './consumer-definition.js';

const failConsumerSql = loadStatement(import.meta.url, './sql/fail-consumer.sql');
const giveUpEventSql = loadStatement(import.meta.url, './sql/give-up-event.sql');

const BACKOFF: Backoff = { strategy: 'exponential_jitter', baseMs: 500, maxMs: 60_000 };
const LONGEST_ERROR = 4_000;

/**
 * Stores that the one event of `batch` failed: to be tried again later, or given up when it failed often enough or
 * the error says that no retry can help. Stores nothing when another process has gone on meanwhile.
 */
export async function storeFailure<Work>(
  sql: Sql,
  definition: ConsumerDefinition<Work>,
  batch: TakenBatch,
  error: unknown,
): Promise<'retry' | 'given_up' | 'moved_on'> {
  const { name, maxFailures, backoff = BACKOFF } = definition;
  const { position, failures, events } = batch;
  const [event] = events;
  const message = storedError(error);
  const hopeless = error instanceof BranchlineError && !error.retryable;
  if (hopeless || failures + 1 >= maxFailures) {
    const values = [name, position, failures, event.position, event.id, message];
    return (await sql.rows(giveUpEventSql, values)).length > 0 ? 'given_up' : 'moved_on';
  }
  const delayMs = retryDelayMs(backoff, failures + 1, Math.random());
  const stored = await sql.rows(failConsumerSql, [name, position, failures, message, delayMs]);
  return stored.length > 0 ? 'retry' : 'moved_on';
}

/** An error's text as the tables keep it. PostgreSQL's text cannot hold NUL. */
export function storedError(error: unknown): string {
  return errorMessage(error).replaceAll('\u0000', '\\u0000').slice(0, LONGEST_ERROR);
}
