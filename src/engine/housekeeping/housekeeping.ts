import type { Pool } from 'pg';
import type { Logger } from '../../platform/log/index.js';
import { withTransaction } from '../../platform/postgres/index.js';
import { loadStatement, sqlOfPool, type Sql, type Statement } from '../../platform/sql/index.js';

const prepareHistorySql = loadStatement(import.meta.url, './sql/prepare-history.sql');
const forgetHistorySql = loadStatement(import.meta.url, './sql/forget-history.sql');
const takeTurnSql = loadStatement(import.meta.url, './sql/take-turn.sql');

/** Partitions are made so far ahead that a week of failing would not be noticed by a job that ends. */
const DAYS_AHEAD = 7;
const EVERY_MS = 60 * 60 * 1000;
/** Rows a statement: whoever works at the same time waits for none of them. */
const BATCH = 5_000;

/** A statement that forgets up to $1 rows and answers a row for each; $2, where it has one: days that are kept. */
export interface Forgetting {
  what: string;
  statement: Statement;
  takesDays: boolean;
}

const ENGINE: readonly Forgetting[] = [
  {
    what: 'effects',
    statement: loadStatement(import.meta.url, './sql/forget-effects.sql'),
    takesDays: true,
  },
  {
    what: 'event keys',
    statement: loadStatement(import.meta.url, './sql/forget-event-keys.sql'),
    takesDays: false,
  },
  {
    what: 'dedupe windows',
    statement: loadStatement(import.meta.url, './sql/forget-dedupe-windows.sql'),
    takesDays: false,
  },
];

/** Keeps history as long as configured and no longer; events are kept for ever. One process at a time does it. */
export class Housekeeping {
  readonly #deps: { pool: Pool; log: Logger; keepDays: number; more: readonly Forgetting[] };
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();

  constructor(deps: { pool: Pool; log: Logger; keepDays: number; more: readonly Forgetting[] }) {
    this.#deps = deps;
  }

  /** The first round is done when this returns: partitions are there before a job ends. */
  async start(): Promise<void> {
    await this.round();
    this.#timer = setInterval(() => {
      this.#running = this.round();
    }, EVERY_MS).unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#running;
  }

  /** What fails is logged and done in the next round. */
  async round(): Promise<void> {
    const { pool, log, keepDays, more } = this.#deps;
    const sql = sqlOfPool(pool);
    const forgotten: Record<string, number> = {};
    try {
      const isMine = await withTransaction(pool, async (client) => {
        const own = sqlOfPool(client);
        const [turn] = await own.rows<{ mine: boolean }>(takeTurnSql, []);
        if (turn?.mine !== true) return false;
        await own.rows(prepareHistorySql, [DAYS_AHEAD]);
        await own.rows(forgetHistorySql, [keepDays]);
        return true;
      });
      if (!isMine) return;
      for (const { what, statement, takesDays } of [...ENGINE, ...more])
        forgotten[what] = await forget(sql, statement, takesDays ? [keepDays] : []);
      log.debug({ forgotten }, 'house kept');
    } catch (error) {
      log.error({ err: error }, 'house could not be kept; it is tried again within the hour');
    }
  }
}

async function forget(sql: Sql, statement: Statement, more: readonly number[]): Promise<number> {
  let total = 0;
  for (;;) {
    const { length } = await sql.rows(statement, [BATCH, ...more]);
    total += length;
    if (length < BATCH) return total;
  }
}
