import type { Pool } from 'pg';
import { createWorkshop, type Workshop } from '../../src/engine/jobs/index.js';
import { Wakeups } from '../../src/engine/wakeups/index.js';
import { createLog } from '../../src/platform/log/index.js';
import { createPool } from '../../src/platform/postgres/index.js';
import { createPrisma, type PrismaClient } from '../../src/platform/prisma/index.js';
import { sqlOfPool, type Sql } from '../../src/platform/sql/index.js';
import { createTestDatabase } from './postgres.js';

/** A database of its own with everything that the product reaches it by. */
export interface OpenDatabase {
  url: string;
  pool: Pool;
  sql: Sql;
  prisma: PrismaClient;
  workshop: Workshop;
  wakeups: Wakeups;
  /** What is in the database, however it came there. */
  rows<Row>(text: string, values?: unknown[]): Promise<Row[]>;
  close(): Promise<void>;
}

/** A table may be emptied while the program still works on what a test left: of two who wait for each other one gives way. */
async function despiteDeadlocks<Result>(statement: () => Promise<Result>): Promise<Result> {
  for (let deadlocks = 0; ; deadlocks++)
    try {
      return await statement();
    } catch (error) {
      if ((error as { code?: string }).code !== '40P01' || deadlocks === 5) throw error;
    }
}

export async function openTestDatabase(): Promise<OpenDatabase> {
  const database = await createTestDatabase();
  const log = createLog('silent');
  const pool: Pool = createPool({ url: database.url, max: 12, applicationName: 'test', log });
  const prisma = createPrisma(pool);
  const wakeups = new Wakeups({ pool, url: database.url, log });
  return {
    url: database.url,
    pool,
    sql: sqlOfPool(pool),
    prisma,
    workshop: createWorkshop({ prisma, wakeups }),
    wakeups,
    rows: <Row>(text: string, values: unknown[] = []) =>
      despiteDeadlocks(async () => (await pool.query(text, values)).rows as Row[]),
    async close() {
      await wakeups.stop();
      await prisma.$disconnect();
      await pool.end();
      await database.drop();
    },
  };
}
