import type { Pool } from 'pg';
import { Registry } from 'prom-client';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { eventually } from '../../../test/support/eventually.js';
import { createTestDatabase, type TestDatabase } from '../../../test/support/postgres.js';
import { BranchlineError } from '../../kernel/errors.js';
import { createLog } from '../../platform/log/index.js';
import { createPool } from '../../platform/postgres/index.js';
import { createPrisma, type PrismaClient } from '../../platform/prisma/index.js';
import { sqlOfPool, type Sql } from '../../platform/sql/index.js';
import type { NewEffect } from '../outbox/index.js';
import { Wakeups } from '../wakeups/index.js';
import { ENGINE_SETTINGS } from './connection.js';
import { reviveDeadJob } from './dead-letters.js';
import { enqueueJobs } from './enqueue.js';
import { defineJob, type AnyJobDefinition, type JobContext, type JobDefinition } from './job.js';
import { createJobMetrics } from './metrics.js';
import type { NewJob } from './new-job.js';
import { createWorkshop, type Workshop } from './work.js';
import { Worker, type WorkerOptions } from './worker.js';

const HOUR_MS = 3_600_000;
/** Of leases that run out within a test: a machine that stands still for a moment must not lose those that are kept. */
const SHORT_LEASE_MS = 900;
const log = createLog('silent');
let database: TestDatabase;
let pool: Pool;
let prisma: PrismaClient;
let sql: Sql;
let wakeups: Wakeups;
let workshop: Workshop;
let workers: Worker[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  pool = createPool({ url: database.url, max: 20, applicationName: 'test', settings: ENGINE_SETTINGS, log });
  prisma = createPrisma(pool);
  sql = sqlOfPool(pool);
  wakeups = new Wakeups({ pool, url: database.url, log });
  workshop = createWorkshop({ prisma, wakeups });
});

afterEach(async () => {
  await Promise.all(workers.map((worker) => worker.stop(0)));
  workers = [];
  await pool.query(
    'truncate jobs, job_leases, job_turns, job_kinds, job_attempts, finished_jobs, effects, events, audit_log',
  );
});

afterAll(async () => {
  await wakeups.stop();
  await prisma.$disconnect();
  await pool.end();
  await database.drop();
});

/** A worker as the program has it, but one that never looks by itself unless a test wants that: it is woken. */
function startWorker(definitions: AnyJobDefinition[], options: Partial<WorkerOptions> = {}): Worker {
  const worker = new Worker(
    { sql, workshop, wakeups, log, metrics: createJobMetrics(new Registry()), definitions },
    { name: 'worker', concurrency: 5, leaseMs: HOUR_MS, pollMs: HOUR_MS, ...options },
  );
  workers.push(worker);
  worker.start();
  return worker;
}

function job(
  handle: JobDefinition<{ n: number }>['handle'],
  definition: Partial<JobDefinition<{ n: number }>> = {},
): AnyJobDefinition {
  return defineJob({
    kind: 'wash',
    payload: z.object({ n: z.number() }),
    maxAttempts: 3,
    timeoutMs: 20_000,
    backoff: { strategy: 'fixed', baseMs: 20 },
    handle,
    ...definition,
  });
}

async function enqueue(...jobs: Partial<NewJob>[]): Promise<number> {
  const stored = await enqueueJobs(
    sql,
    jobs.map((one) => ({ kind: 'wash', payload: { n: 1 }, correlationId: 'c1', ...one })),
  );
  wakeups.wake('jobs');
  return stored;
}

async function rows<Row>(text: string): Promise<Row[]> {
  return (await pool.query(text)).rows as Row[];
}

async function finished(count = 1, withinMs?: number): Promise<void> {
  await eventually(
    async () => (await rows('select 1 from finished_jobs')).length === count,
    `${count} finished jobs`,
    withinMs,
  );
}

async function inState(state: string): Promise<void> {
  await eventually(
    async () => (await rows(`select 1 from jobs where state = '${state}'`)).length > 0,
    `a job that is ${state}`,
  );
}

async function attempts(): Promise<string[]> {
  const all = await rows<{ attempt: number; outcome: string }>(
    'select attempt, outcome, finished_at from job_attempts union all select attempts, outcome, finished_at from finished_jobs order by 3, 1',
  );
  return all.map((row) => `${row.attempt} ${row.outcome}`);
}

/** What another worker's recovery does to a job whose lease ran out, at once. */
async function takeBack(): Promise<void> {
  await pool.query(
    `with gone as (delete from job_leases)
     update jobs set state = 'ready', lease_token = null where state = 'running'`,
  );
}

function card(lane: string): NewEffect {
  return { lane, channel: 'test', kind: 'card', payload: {}, correlationId: 'c1' };
}

/** A promise that the test keeps when it is time. */
function gate(): { opened: Promise<void>; open: () => void } {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

/** Ends when the signal is aborted, with what it was aborted for. */
function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => {
      reject(signal.reason as Error);
    });
  });
}

describe('a job', () => {
  it('is run with its payload, once, and moves to the history', async () => {
    const seen: unknown[] = [];
    startWorker([
      job(async ({ payload, attempt, correlationId }) => void seen.push([payload, attempt, correlationId])),
    ]);
    await enqueue({ payload: { n: 7 }, correlationId: 'c7' });
    await finished();
    expect(seen).toEqual([[{ n: 7 }, 1, 'c7']]);
    expect(await rows('select kind, outcome, attempts, correlation_id from finished_jobs')).toEqual([
      { kind: 'wash', outcome: 'done', attempts: 1, correlation_id: 'c7' },
    ]);
    expect(await rows('select 1 from jobs')).toEqual([]);
    expect(await attempts()).toEqual(['1 done']);
  });

  it('is left to others when its kind is not known here', async () => {
    startWorker([job(() => Promise.resolve())]);
    await enqueue({ kind: 'polish' }, {});
    await finished();
    expect(await rows('select kind, state, attempts from jobs')).toEqual([
      { kind: 'polish', state: 'ready', attempts: 0 },
    ]);
  });

  it('is run before less urgent ones, and after older ones that are as urgent', async () => {
    const order: number[] = [];
    await enqueue(...[5, 9, 1, 5].map((priority, n) => ({ priority, payload: { n } })));
    startWorker([job(async ({ payload }) => void order.push(payload.n))], { concurrency: 1 });
    await finished(4);
    expect(order).toEqual([2, 0, 3, 1]);
  });

  it('waits for its time although nobody polls, while others go ahead', async () => {
    const order: number[] = [];
    startWorker([job(async ({ payload }) => void order.push(payload.n))]);
    await enqueue(
      { runAt: new Date(Date.now() + HOUR_MS), payload: { n: 2 } },
      { delayMs: HOUR_MS, payload: { n: 1 } },
      { payload: { n: 0 } },
    );
    await finished();
    const due: { id: bigint; run_at: Date }[] = [];
    for (const n of [1, 2]) {
      due.push(
        ...(await rows<{ id: bigint; run_at: Date }>(
          `update jobs set run_at = now() + interval '200 ms' where payload->>'n' = '${n}' returning id, run_at`,
        )),
      );
      // Wakes the worker now, not when the time has come: that it knows from this look.
      wakeups.wake('jobs');
      await finished(n + 1);
    }
    expect(due).toHaveLength(2);
    expect(order).toEqual([0, 1, 2]);
    const started = await rows<{ job_id: bigint; started_at: Date }>(
      'select id as job_id, started_at from finished_jobs',
    );
    for (const { id, run_at } of due)
      expect(started.find((one) => one.job_id === id)?.started_at.getTime()).toBeGreaterThanOrEqual(
        run_at.getTime(),
      );
  });

  it('is stored once while one of its key waits or runs, and again when that has ended', async () => {
    const opened = gate();
    const key = { dedupeKey: 'car:1' };
    expect(await enqueue(key, key)).toBe(1);
    expect(await enqueue({ ...key, kind: 'polish' })).toBe(1);
    startWorker([job(() => opened.opened)]);
    await inState('running');
    expect(await enqueue(key)).toBe(0);
    opened.open();
    await finished();
    expect(await enqueue(key)).toBe(1);
    await finished(2);
  });
});

describe('a job that fails', () => {
  it('is tried again after its backoff and is dead after its last attempt, in one transaction with onDead', async () => {
    const lastWords: string[] = [];
    const failing = job(
      async ({ attempt }) => {
        throw new Error(`no water ${attempt}`);
      },
      {
        backoff: { strategy: 'linear', baseMs: 40, maxMs: 1_000 },
        async onDead(dead, error, work) {
          lastWords.push(`${dead.payload.n}: ${error}`);
          await work.emit(card('l'));
        },
      },
    );
    startWorker([failing]);
    await enqueue({ maxAttempts: 3, payload: { n: 8 } });
    await inState('dead');
    expect(await attempts()).toEqual(['1 failed', '2 failed', '3 failed']);
    expect(lastWords).toEqual(['8: no water 3']);
    const [gaps] = await rows<{ first: number; second: number }>(
      `select (extract(epoch from b.started_at - a.finished_at) * 1000)::float8 as first,
              (extract(epoch from c.started_at - b.finished_at) * 1000)::float8 as second
       from job_attempts a, job_attempts b, job_attempts c where a.attempt = 1 and b.attempt = 2 and c.attempt = 3`,
    );
    // Milliseconds are rounded when they are stored.
    expect(gaps?.first).toBeGreaterThanOrEqual(38);
    expect(gaps?.second).toBeGreaterThanOrEqual(78);
    expect(await rows('select last_error, j.xmin = e.xmin as together from jobs j, effects e')).toEqual([
      { last_error: 'no water 3', together: true },
    ]);
  });

  it('has as many attempts as its kind is given, when it does not say otherwise itself', async () => {
    const failing = job(() => Promise.reject(new Error('no water')), {
      maxAttempts: 2,
      backoff: { strategy: 'fixed', baseMs: 0 },
    });
    startWorker([failing]);
    await enqueue({ payload: { n: 1 } }, { payload: { n: 2 }, maxAttempts: 1 });
    await eventually(
      async () => (await rows(`select 1 from jobs where state = 'dead'`)).length === 2,
      'two dead jobs',
    );
    expect(await rows(`select (payload->>'n')::int as n, attempts from jobs order by id`)).toEqual([
      { n: 1, attempts: 2 },
      { n: 2, attempts: 1 },
    ]);
  });

  it('dies at once when no retry can help', async () => {
    startWorker([job(() => Promise.reject(new BranchlineError('car.unknown', { retryable: false })))]);
    await enqueue({});
    await inState('dead');
    expect(await attempts()).toEqual(['1 failed']);
    expect(await rows('select last_error from jobs')).toEqual([{ last_error: 'car.unknown' }]);
  });

  it('does not keep another one of its dedupe key away once it is dead, and can be given new attempts', async () => {
    const broken = { value: true };
    startWorker([job(() => (broken.value ? Promise.reject(new Error('no water')) : Promise.resolve()))]);
    await enqueue({ dedupeKey: 'car:1', maxAttempts: 1 });
    await inState('dead');
    const [dead] = await rows<{ id: bigint }>('select id from jobs');
    broken.value = false;
    await enqueue({ dedupeKey: 'car:1' });
    await finished();
    expect(await reviveDeadJob(sql, dead?.id ?? 0n)).toBe(true);
    wakeups.wake('jobs');
    await finished(2);
    expect(await reviveDeadJob(sql, dead?.id ?? 0n)).toBe(false);
  });

  it('dies, and people are told, when its payload is not what its kind takes', async () => {
    const told: string[] = [];
    const ran: unknown[] = [];
    startWorker([
      job(async ({ payload }) => void ran.push(payload), {
        onDead: async (dead) => void told.push(dead.kind),
      }),
    ]);
    await enqueue({ payload: { n: 'seven' } });
    await inState('dead');
    expect(ran).toEqual([]);
    expect(told).toEqual(['wash']);
    expect(await attempts()).toEqual(['1 failed']);
  });

  it('dies in the end although its onDead never succeeds', async () => {
    const deaths: string[] = [];
    startWorker(
      [
        job(() => Promise.reject(new Error('no water')), {
          async onDead(_dead, _error, work) {
            await work.emit(card('l'));
            deaths.push('tried');
            throw new Error('nobody to tell');
          },
        }),
      ],
      { leaseMs: 60 },
    );
    await enqueue({ maxAttempts: 1 });
    await inState('dead');
    expect(deaths.length).toBeGreaterThan(1);
    expect(await rows('select 1 from effects')).toEqual([]);
  });
});

describe('commit', () => {
  it('ends the job together with its rows, events, jobs and effects, or does nothing of that', async () => {
    const before: unknown[] = [];
    const everything = job(async (current, { commit }) => {
      before.push(await counts());
      await commit(async (work) => {
        await work.tx.auditEntry.create({ data: { action: 'car.washed', subject: 'car:1' } });
        await work.append({
          type: 'car.updated',
          source: 'rentprog',
          branch: null,
          timestamp: new Date(),
          payload: {},
          correlationId: 'c1',
        });
        await work.enqueue({ kind: 'polish', payload: {}, correlationId: 'c1' });
        await work.emit(card('l'));
        if (current.attempt === 1) throw new Error('the hose burst');
      });
    });
    startWorker([everything]);
    await enqueue({});
    await finished();
    const nothing = { entries: 0, events: 0, effects: 0, others: 0 };
    expect(before).toEqual([nothing, nothing]);
    // Beside "polish" there is the job that routes the event.
    expect(await counts()).toEqual({ entries: 1, events: 1, effects: 1, others: 2 });
    expect(await attempts()).toEqual(['1 failed', '2 done']);
    expect(await rows('select f.xmin = e.xmin as together from finished_jobs f, effects e')).toEqual([
      { together: true },
    ]);
  });

  it('is not repeated for what fails after it', async () => {
    startWorker([
      job(async (_job, { commit }) => {
        await commit((work) => work.emit(card('l')));
        throw new Error('the towel is missing');
      }),
    ]);
    await enqueue({});
    await finished();
    expect(await attempts()).toEqual(['1 done']);
    expect(await counts()).toMatchObject({ effects: 1, others: 0 });
  });

  async function counts(): Promise<unknown> {
    const [found] = await rows(
      `select (select count(*) from audit_log)::int as entries, (select count(*) from events)::int as events,
              (select count(*) from effects)::int as effects, (select count(*) from jobs where kind <> 'wash')::int as others`,
    );
    return found;
  }
});

describe('a lease', () => {
  const ends: [string, (context: JobContext) => Promise<void>][] = [
    ['commits', (context) => context.commit((work) => work.emit(card('slow')))],
    ['returns', () => Promise.resolve()],
    ['fails', () => Promise.reject(new Error('no water'))],
    ['fails for good', () => Promise.reject(new BranchlineError('car.unknown', { retryable: false }))],
  ];

  it.each(ends)(
    'that was lost lets nothing be changed: its worker %s, the next one completes',
    async (_how, end) => {
      const [started, slow, startedAgain, quick] = [gate(), gate(), gate(), gate()];
      const deaths: unknown[] = [];
      const slowWorker = startWorker(
        [
          job(
            async (_job, context) => {
              started.open();
              await slow.opened;
              await end(context);
            },
            { onDead: async (dead) => void deaths.push(dead) },
          ),
        ],
        { concurrency: 1 },
      );
      await enqueue({});
      await started.opened;
      await takeBack();
      startWorker([
        job(async (_job, { commit }) => {
          startedAgain.open();
          await quick.opened;
          await commit((work) => work.emit(card('quick')));
        }),
      ]);
      await startedAgain.opened;
      slow.open();
      await slowWorker.stop(HOUR_MS);
      expect(await rows('select state, attempts, last_error from jobs')).toEqual([
        { state: 'running', attempts: 2, last_error: null },
      ]);
      quick.open();
      await finished();
      expect(await rows('select lane from effects')).toEqual([{ lane: 'quick' }]);
      expect(await attempts()).toEqual(['2 done']);
      expect(deaths).toEqual([]);
    },
  );

  it('that was lost is made known to the handler', async () => {
    const reasons: unknown[] = [];
    const started = gate();
    const waiting = job(async ({ attempt }, { signal }) => {
      if (attempt > 1) return;
      started.open();
      await aborted(signal).catch((error: unknown) => reasons.push(error));
    });
    startWorker([waiting], { leaseMs: SHORT_LEASE_MS });
    await enqueue({});
    await started.opened;
    await takeBack();
    await eventually(() => reasons.length === 1, 'the handler is told');
    expect(reasons).toMatchObject([{ code: 'job.lease_lost' }]);
    wakeups.wake('jobs');
    await finished();
  });

  it('is kept for as long as the job runs', async () => {
    const opened = gate();
    const ran: number[] = [];
    const long = job(async ({ attempt }) => {
      ran.push(attempt);
      await opened.opened;
    });
    const options = { leaseMs: SHORT_LEASE_MS, pollMs: 20 };
    startWorker([long], options);
    startWorker([long], options);
    await enqueue({});
    await inState('running');
    const [first] = await rows<{ lease_until: Date }>('select lease_until from job_leases');
    const until = first?.lease_until.toISOString() ?? '';
    await eventually(
      async () =>
        (
          await rows(
            `select 1 from jobs where now() > '${until}'::timestamptz + interval '${SHORT_LEASE_MS} ms'`,
          )
        ).length > 0,
      'two leases of time are over',
    );
    opened.open();
    await finished();
    expect(ran).toEqual([1]);
    expect(await attempts()).toEqual(['1 done']);
  });

  it('that ran out gives the job to the next worker, as one more attempt', async () => {
    await leaveBehind({ attempts: 1, maxAttempts: 3 });
    const ran: number[] = [];
    startWorker([job(async ({ attempt }) => void ran.push(attempt))], { leaseMs: SHORT_LEASE_MS });
    await finished();
    expect(ran).toEqual([2]);
    expect(await attempts()).toEqual(['1 lost', '2 done']);
  });

  it('that still runs is left alone', async () => {
    await leaveBehind({ attempts: 1, maxAttempts: 3 });
    await pool.query(`update job_leases set lease_until = now() + interval '1 hour'`);
    const [held] = await rows<{ id: bigint }>('select id from jobs');
    await leaveBehind({ attempts: 1, maxAttempts: 3 });
    startWorker([job(() => Promise.resolve())], { leaseMs: SHORT_LEASE_MS });
    await finished();
    expect(await rows('select id, state, attempts from jobs')).toEqual([
      { id: held?.id, state: 'running', attempts: 1 },
    ]);
  });

  it('that was lost in every attempt makes the job dead without running it again', async () => {
    await leaveBehind({ attempts: 3, maxAttempts: 3 });
    const ran: number[] = [];
    const told: string[] = [];
    startWorker(
      [
        job(async ({ attempt }) => void ran.push(attempt), {
          onDead: async (_dead, error) => void told.push(error),
        }),
      ],
      { leaseMs: SHORT_LEASE_MS },
    );
    await inState('dead');
    expect(ran).toEqual([]);
    expect(told).toEqual(['the worker was lost in each of 3 attempts']);
    expect(await attempts()).toEqual(['3 lost', '4 failed']);
  });

  /** A job as a killed worker leaves it. */
  async function leaveBehind(job: { attempts: number; maxAttempts: number }): Promise<void> {
    await enqueue({ maxAttempts: job.maxAttempts });
    await pool.query(
      `with lease as (
         insert into job_leases (worker, lease_until, claimed_at, job_ids)
         select 'killed', now() - interval '1 second', now() - interval '1 minute', array_agg(id)
         from jobs where state = 'ready'
         returning token
       )
       update jobs set state = 'running', attempts = ${job.attempts}, lease_token = (select token from lease)
       where state = 'ready'`,
    );
  }
});

describe('jobs of one concurrency key', () => {
  it('run one at a time and in order, whatever number of workers there is', async () => {
    const [keys, each] = [10, 20];
    const running = new Set<string>();
    const order = new Map<string, number[]>();
    let overlaps = 0;
    let together = 0;
    const keyed = job(async ({ payload, correlationId: key }, { commit }) => {
      if (running.has(key)) overlaps++;
      running.add(key);
      together = Math.max(together, running.size);
      order.set(key, [...(order.get(key) ?? []), payload.n]);
      await pool.query('select 1');
      await commit(async () => void running.delete(key));
    });
    await enqueue(
      ...Array.from({ length: keys * each }, (_, n) => ({
        payload: { n },
        concurrencyKey: `car:${n % keys}`,
        correlationId: `car:${n % keys}`,
      })),
    );
    startWorker([keyed], { concurrency: 6 });
    startWorker([keyed], { concurrency: 6 });
    await finished(keys * each, 25_000);
    expect(overlaps).toBe(0);
    expect(together).toBeGreaterThan(1);
    for (let key = 0; key < keys; key++)
      expect(order.get(`car:${key}`)).toEqual(Array.from({ length: each }, (_, n) => n * keys + key));
  });
});

describe('a job whose time is over', () => {
  it('is aborted, fails and frees its place, and what it writes later is refused', async () => {
    const hanging = gate();
    const late: unknown[] = [];
    const seen: unknown[] = [];
    const write = (attempt: number, { commit }: JobContext): Promise<void> =>
      commit((work) => work.emit(card(`attempt ${attempt}`)));
    const slow = job(
      async ({ payload, attempt }, context) => {
        if (payload.n === 2) return;
        context.signal.addEventListener('abort', () => seen.push(context.signal.reason));
        await hanging.opened;
        await write(attempt, context).catch((error: unknown) => late.push(error));
      },
      { timeoutMs: 50, backoff: { strategy: 'fixed', baseMs: HOUR_MS } },
    );
    const impatient = startWorker([slow], { concurrency: 1 });
    await enqueue({ payload: { n: 1 } }, { payload: { n: 2 } });
    await finished();
    await inState('waiting');
    // The next attempt has all the time that a commit may take.
    await impatient.stop(HOUR_MS);
    startWorker([job(({ attempt }, context) => write(attempt, context))]);
    await pool.query(`update jobs set run_at = now()`);
    wakeups.wake('jobs');
    await finished(2);
    expect(seen).toMatchObject([{ code: 'job.timeout' }]);
    expect(await rows(`select error from job_attempts where outcome = 'failed'`)).toEqual([
      { error: 'no end within 50 ms' },
    ]);
    hanging.open();
    await eventually(() => late.length === 1, 'the late write is refused');
    expect(await rows('select lane from effects')).toEqual([{ lane: 'attempt 2' }]);
  });
});

describe('a worker that stops', () => {
  it('waits for what runs and claims nothing more', async () => {
    const [started, opened] = [gate(), gate()];
    const worker = startWorker(
      [
        job(async () => {
          started.open();
          await opened.opened;
        }),
      ],
      { concurrency: 1 },
    );
    await enqueue({ payload: { n: 1 } }, { payload: { n: 2 } });
    await started.opened;
    const stopped = worker.stop(HOUR_MS);
    wakeups.wake('jobs');
    opened.open();
    await stopped;
    expect(await attempts()).toEqual(['1 done']);
    expect(await rows(`select state, payload->'n' as n from jobs`)).toEqual([{ state: 'ready', n: 2 }]);
  });

  it('aborts what does not end in its time, and another worker does it', async () => {
    const started = gate();
    const reasons: unknown[] = [];
    const worker = startWorker([
      job(async (_job, { signal }) => {
        started.open();
        await aborted(signal).catch((error: unknown) => {
          reasons.push(error);
          throw error;
        });
      }),
    ]);
    await enqueue({});
    await started.opened;
    await worker.stop(1);
    expect(reasons).toMatchObject([{ code: 'worker.stopped' }]);
    startWorker([job(() => Promise.resolve())]);
    await finished();
  });
});
