import type { Pool } from 'pg';
import { Registry } from 'prom-client';
import { z } from 'zod';
import {
  createJobMetrics,
  createWorkshop,
  defineJob,
  ENGINE_SETTINGS,
  enqueueJobs,
  Worker,
  type AnyJobDefinition,
  type NewJob,
  type Workshop,
} from '../../src/engine/jobs/index.js';
import type { JobDefinition } from '../../src/engine/jobs/job.js';
import type { WorkerOptions } from '../../src/engine/jobs/worker.js';
import { Wakeups } from '../../src/engine/wakeups/index.js';
import { createLog } from '../../src/platform/log/index.js';
import { createPool } from '../../src/platform/postgres/index.js';
import { createPrisma, type PrismaClient } from '../../src/platform/prisma/index.js';
import { sqlOfPool, type Sql } from '../../src/platform/sql/index.js';
import { eventually } from './eventually.js';
import { createTestDatabase, type TestDatabase } from './postgres.js';

export const HOUR_MS = 3_600_000;
const log = createLog('silent');

/** What one process of the program has for its jobs. */
export interface JobProcess {
  pool: Pool;
  prisma: PrismaClient;
  /** What workers claim and settle by. */
  sql: Sql;
  wakeups: Wakeups;
  workshop: Workshop;
  /** A worker as the program has it, but one that never looks by itself unless a test wants that: it is woken. */
  startWorker(definitions: AnyJobDefinition[], options?: Partial<WorkerOptions>, sql?: Sql): Worker;
  enqueue(...jobs: Partial<NewJob>[]): Promise<number>;
  /** Stops the workers that were started. */
  stopWorkers(): Promise<void>;
}

export interface JobEngine extends JobProcess {
  url: string;
  /** What is in the database, however it came there. */
  rows<Row>(text: string, values?: unknown[]): Promise<Row[]>;
  finished(count: number, withinMs?: number): Promise<void>;
  inState(state: string, count?: number): Promise<void>;
  /** Another process over the same database: it hears of this one by NOTIFY only. */
  openProcess(): Promise<JobProcess>;
  /** Stops all workers and empties the tables, for the next test. */
  clear(): Promise<void>;
  close(): Promise<void>;
}

/** A database of its own with all that runs jobs. Without `url` it is a copy of this run's template. */
export async function openJobEngine(url?: string): Promise<JobEngine> {
  const database: TestDatabase =
    url === undefined ? await createTestDatabase() : { url, drop: () => Promise.resolve() };
  const processes: (JobProcess & { close: () => Promise<void> })[] = [];

  function open(): JobProcess & { close: () => Promise<void> } {
    const opened = openProcess(database.url);
    processes.push(opened);
    return opened;
  }

  async function rows<Row>(text: string, values: unknown[] = []): Promise<Row[]> {
    return (await here.pool.query(text, values)).rows as Row[];
  }

  const here = open();
  return {
    ...here,
    url: database.url,
    rows,
    async finished(count, withinMs) {
      await eventually(
        async () => {
          const [ended] = await rows<{ count: number }>('select count(*)::int from finished_jobs');
          return ended?.count === count;
        },
        `${count} finished jobs`,
        withinMs,
      );
    },
    async inState(state, count = 1) {
      await eventually(
        async () => (await rows('select 1 from jobs where state = $1', [state])).length === count,
        `${count} jobs that are ${state}`,
      );
    },
    async openProcess() {
      const other = open();
      await Promise.all([here.wakeups.listen(), other.wakeups.listen()]);
      return other;
    },
    async clear() {
      await Promise.all(processes.map((one) => one.stopWorkers()));
      await Promise.all(processes.filter((one) => one !== here).map((one) => one.close()));
      processes.splice(0, processes.length, here);
      await rows(`truncate jobs, job_leases, job_turns, job_kinds, job_attempts, job_dedupe_windows, finished_jobs,
                  effects, events, audit_log`);
    },
    async close() {
      await Promise.all(processes.map((one) => one.stopWorkers()));
      await Promise.all(processes.map((one) => one.close()));
      await database.drop();
    },
  };
}

function openProcess(url: string): JobProcess & { close: () => Promise<void> } {
  const pool = createPool({ url, max: 20, applicationName: 'test', settings: ENGINE_SETTINGS, log });
  const prisma = createPrisma(pool);
  const sql = sqlOfPool(pool);
  const wakeups = new Wakeups({ pool, url, log });
  const workshop = createWorkshop({ prisma, wakeups });
  let workers: Worker[] = [];
  return {
    pool,
    prisma,
    sql,
    wakeups,
    workshop,
    startWorker(definitions, options = {}, ownSql = sql) {
      const metrics = createJobMetrics(new Registry());
      const worker = new Worker(
        { sql: ownSql, workshop, wakeups, log, metrics, definitions },
        { name: 'worker', concurrency: 5, leaseMs: HOUR_MS, pollMs: HOUR_MS, ...options },
      );
      workers.push(worker);
      worker.start();
      return worker;
    },
    async enqueue(...jobs) {
      const stored = await enqueueJobs(sql, jobs.map(newJob));
      wakeups.wake('jobs');
      return stored;
    },
    async stopWorkers() {
      await Promise.all(workers.map((worker) => worker.stop(0)));
      workers = [];
    },
    async close() {
      await wakeups.stop();
      await prisma.$disconnect();
      await pool.end();
    },
  };
}

/** A job of the kind that `job` defines, where nothing else is said. */
export function newJob(facts: Partial<NewJob> = {}): NewJob {
  return { kind: 'wash', payload: { n: 1 }, correlationId: 'c1', ...facts };
}

export function job(
  handle: JobDefinition<{ n: number }>['handle'] = () => Promise.resolve(),
  definition: Partial<JobDefinition<{ n: number }>> = {},
): AnyJobDefinition {
  return defineJob({
    kind: 'wash',
    payload: z.object({ n: z.number() }),
    maxAttempts: 3,
    timeoutMs: 60_000,
    backoff: { strategy: 'fixed', baseMs: 20 },
    handle,
    ...definition,
  });
}

/** A promise that the test keeps when it is time. */
export function gate(): { opened: Promise<void>; open: () => void } {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

/** Ends when the signal is aborted, with what it was aborted for. */
export function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => {
      reject(signal.reason as Error);
    });
  });
}

/** The same connections, of which one is lost before the first statement called `name`, or after it was carried out. */
export function losing(
  sql: Sql,
  name: string,
  when: 'before' | 'after' = 'before',
): Sql & { lost: Promise<void> } {
  const lost = gate();
  let isLost = false;
  return {
    lost: lost.opened,
    async rows(statement, values) {
      if (statement.name !== name || isLost) return sql.rows(statement, values);
      isLost = true;
      if (when === 'after') await sql.rows(statement, values);
      lost.open();
      throw new Error('the connection was lost');
    },
  };
}

/** Whether a session waits for a lock that another one holds. */
export async function waitsForLock(engine: JobEngine, what: string): Promise<void> {
  await eventually(
    async () =>
      (
        await engine.rows(
          `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
        )
      ).length > 0,
    what,
  );
}
