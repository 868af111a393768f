import pg from 'pg';
import { BranchlineError, errorMessage } from '../../kernel/errors.js';
import type { PostgresLog } from './log.js';

export interface PoolOptions {
  url: string;
  /** Connections at most. */
  max: number;
  /** Shown in pg_stat_activity. */
  applicationName: string;
  /** A statement that runs longer is ended by the server; 30 s when not given, 0 for no bound. */
  statementTimeoutMs?: number;
  /** The server's settings for these connections. */
  settings?: Readonly<Record<string, string>>;
  log: PostgresLog;
}

/** How much later than the server itself should have answered a connection is taken for dead. */
const SILENCE_MS = 2_000;
/**
 * A transaction in which nothing is said for so long is ended by the server: its client is gone and nobody told the
 * server, which would keep its locks for hours. Longer than any transaction of ours may take.
 */
const IDLE_IN_TRANSACTION_MS = 25_000;

/**
 * A pool that survives restarts of the database: a lost connection is logged and replaced by the next query's. Its
 * int8 columns are `bigint`, which other users of `pg` in the process do not see.
 */
export function createPool(options: PoolOptions): pg.Pool {
  const { log, statementTimeoutMs = 30_000 } = options;
  const types = new pg.TypeOverrides();
  types.setTypeParser(pg.types.builtins.INT8, (text) => BigInt(text));
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.max,
    application_name: options.applicationName,
    statement_timeout: statementTimeoutMs,
    // A connection that has gone silent says nothing, not even that the time is over.
    query_timeout: statementTimeoutMs === 0 ? undefined : statementTimeoutMs + SILENCE_MS,
    // Prisma's adapter writes and reads timestamps without their zone and counts on this one.
    options: Object.entries({ timezone: 'UTC', ...options.settings })
      .map(([name, value]) => `-c ${name}=${value}`)
      .join(' '),
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    types,
  });
  pool.on('connect', (client) => {
    // The pool listens to idle connections only: without this a server that ends under a transaction ends us too.
    client.on('error', (error) => {
      log.warn({ error: error.message }, 'a connection to the database was lost');
    });
  });
  // Said by the connection already; without a listener it would be an uncaught exception.
  pool.on('error', () => undefined);
  return pool;
}

/**
 * Runs `work` in a transaction: committed when it returns, rolled back when it throws (its error is passed on).
 *
 * @throws `postgres.transaction_aborted` when a statement failed and `work` swallowed its error: PostgreSQL answers
 * such a COMMIT with a rollback and no error
 */
export async function withTransaction<Result>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('BEGIN');
    const result = await work(client);
    const end = await client.query('COMMIT');
    if (end.command === 'ROLLBACK') {
      throw new BranchlineError('postgres.transaction_aborted', {
        retryable: false,
        message: 'the transaction was rolled back: a statement in it failed and its error was not passed on',
      });
    }
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch((rollback: unknown) => {
      // The state of this connection is unknown: the pool must not give it to anybody else.
      broken = rollback instanceof Error ? rollback : new Error(errorMessage(rollback));
    });
    throw error;
  } finally {
    client.release(broken);
  }
}
