import { join } from 'node:path';
import { productModule, productRoot } from '../product/build.mjs';

export const name = 'ours';

const LOAD_AT_ONCE = 5_000;
const DAY_MS = 86_400_000;
const KEEP_DAYS = 30;
const LEASE_MS = 15_000;
const POLL_MS = 1_000;

const { applyMigrations, createPool } = await productModule('platform/postgres/index.js');
const { createLog } = await productModule('platform/log/index.js');
const { createPrisma } = await productModule('platform/prisma/index.js');
const { createRegistry } = await productModule('platform/metrics/index.js');
const { sqlOfPool } = await productModule('platform/sql/index.js');
const { createJobMetrics, createWorkshop, defineJob, ENGINE_SETTINGS, enqueueJobs, Worker } =
  await productModule('engine/jobs/index.js');
const { Housekeeping } = await productModule('engine/housekeeping/index.js');
const { Wakeups } = await productModule('engine/wakeups/index.js');

const log = createLog('warn', process.stderr);
// The product checks every payload against the schema of its kind; a schema that takes all is the least of that.
const anything = { safeParse: (data) => ({ success: true, data }) };

export async function prepare(url) {
  await applyMigrations({ url, folder: join(productRoot, 'prisma', 'migrations'), log });
  const pool = createPool({ url, max: 2, applicationName: 'branchline', log });
  await new Housekeeping({ pool, log, keepDays: KEEP_DAYS, more: [] }).round();
  await pool.end();
}

/**
 * The worker as `app.ts` wires it, with its own settings: there are none for a benchmark.
 *
 * @param {{ concurrency: number }} options
 */
export async function open(url, { concurrency }) {
  const pool = createPool({ url, max: 2 * concurrency + 10, applicationName: 'branchline', log });
  const enginePool = createPool({
    ...{ url, max: 10, applicationName: 'branchline engine', log },
    settings: ENGINE_SETTINGS,
  });
  const sql = sqlOfPool(pool);
  const prisma = createPrisma(pool);
  const wakeups = new Wakeups({ pool, url, log });
  await wakeups.listen();
  const workshop = createWorkshop({ prisma, wakeups });
  const metrics = createJobMetrics(createRegistry());
  let worker;

  const jobOf = (payload) => ({ kind: 'bench', payload, correlationId: 'bench' });

  return {
    async load(count, payloadOf, keyOf) {
      for (let start = 0; start < count; start += LOAD_AT_ONCE) {
        const numbers = Array.from(
          { length: Math.min(LOAD_AT_ONCE, count - start) },
          (_, nth) => start + nth,
        );
        await enqueueJobs(
          sql,
          numbers.map((number) => ({
            ...jobOf(payloadOf(number)),
            ...(keyOf !== undefined && { concurrencyKey: keyOf(number) }),
          })),
        );
      }
    },
    async enqueue(payload) {
      await enqueueJobs(sql, [jobOf(payload)]);
      wakeups.wake('jobs');
    },
    async start(handle) {
      const definitions = [
        defineJob({
          kind: 'bench',
          payload: anything,
          maxAttempts: 5,
          timeoutMs: 30_000,
          backoff: { strategy: 'fixed', baseMs: 1_000 },
          handle: (job) => handle(job.payload),
        }),
      ];
      worker = new Worker(
        { sql: sqlOfPool(enginePool), workshop, wakeups, log, metrics, definitions },
        { name: `bench-${process.pid}`, concurrency, leaseMs: LEASE_MS, pollMs: POLL_MS },
      );
      worker.start();
    },
    async isEmpty() {
      const { rows } = await pool.query(
        `select not exists (select 1 from jobs where state in ('queued', 'ready', 'running')) as empty`,
      );
      return rows[0].empty;
    },
    async stop() {
      await worker?.stop(10_000);
    },
    /** How many jobs have their end, with its attempt, on record; those that `fill` made have numbers below 0. */
    async recorded() {
      const { rows } = await pool.query(
        `select count(*)::int as n from finished_jobs where id > 0 and attempts = 1 and outcome = 'done'`,
      );
      return rows[0].n;
    },
    async close() {
      await wakeups.stop();
      await prisma.$disconnect();
      await Promise.all([pool.end(), enginePool.end()]);
    },

    /** Attempts and history of `finished` jobs over the last week, and `future` jobs that wait until tomorrow. */
    async fill({ finished, future }) {
      const client = await pool.connect();
      await client.query('set statement_timeout = 0');
      for (const table of ['finished_jobs', 'job_attempts']) await makePartitionsOfPastWeek(client, table);
      await client.query(
        `insert into finished_jobs
           (id, kind, outcome, priority, payload, attempts, worker, correlation_id, created_at, started_at, finished_at)
         select -n, 'bench', 'done', 5, '{"number": 1}', 1, 'bench', 'bench', at, at, at
         from generate_series(1, $1::int) as n, lateral (select now() - n * interval '7 days' / $1::int as at) as t`,
        [finished],
      );
      // With its setting it does not go back into the pool.
      client.release(true);
      for (let made = 0; made < future; made += LOAD_AT_ONCE)
        await enqueueJobs(
          sql,
          Array.from({ length: Math.min(LOAD_AT_ONCE, future - made) }, (_, number) => ({
            ...jobOf({ number }),
            delayMs: DAY_MS,
          })),
        );
    },
  };
}

/** As the product would have made them day by day. */
async function makePartitionsOfPastWeek(client, table) {
  for (let days = 7; days >= 0; days -= 1) {
    const from = new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10);
    const to = new Date(Date.now() - (days - 1) * DAY_MS).toISOString().slice(0, 10);
    await client.query(
      `create table if not exists ${table}_${from.replaceAll('-', '')} partition of ${table}
       for values from ('${from} 00:00+00') to ('${to} 00:00+00')`,
    );
  }
}
