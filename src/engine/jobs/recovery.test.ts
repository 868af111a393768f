import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../../../test/support/eventually.js';
import {
  gate,
  job,
  losing,
  openJobEngine,
  waitsForLock,
  type JobEngine,
} from '../../../test/support/jobs.js';
import { withTransaction } from '../../platform/postgres/index.js';
import { sqlOfPool } from '../../platform/sql/index.js';
import { createClaims, type ClaimedJob } from './claims.js';
import { attemptsOf, cancelJob } from './control.js';
import type { AnyJobDefinition } from './job.js';
import { Leases } from './leases.js';

let engine: JobEngine;

beforeAll(async () => {
  engine = await openJobEngine();
});
afterEach(() => engine.clear());
afterAll(() => engine.close());

describe('a job whose failure could not be stored', () => {
  it('comes back although the other jobs of its claim ended well', async () => {
    const ran: string[] = [];
    const [sql, opened] = [losing(engine.sql, 'fail'), gate()];
    const mixed = job(async ({ payload, attempt }) => {
      ran.push(`${payload.n} ${attempt}`);
      if (payload.n === 2) await opened.opened;
      else if (attempt === 1) throw new Error('no water');
    });
    await engine.enqueue({ payload: { n: 1 } }, { payload: { n: 2 } });
    engine.startWorker([mixed], { leaseMs: 900 }, sql);
    await sql.lost;
    await engine.rows('select 1');
    opened.open();
    await engine.finished(2);
    expect(ran.sort()).toEqual(['1 1', '1 2', '2 1']);
  });

  it('dies once those who tell people of its death are able to', async () => {
    const told: string[] = [];
    await engine.enqueue({});
    engine.startWorker([
      dying(async (_dead, error) => {
        told.push(error);
        if (told.length < 3) throw new Error('nobody to tell');
        return Promise.resolve();
      }),
    ]);
    await engine.inState('dead');
    expect(told).toEqual(['no water', 'no water', 'no water']);
  });

  it('dies all the same when they never are', async () => {
    const told: string[] = [];
    await engine.enqueue({});
    engine.startWorker([
      dying(async (_dead, error) => {
        told.push(error);
        return Promise.reject(new Error('nobody to tell'));
      }),
    ]);
    await engine.inState('dead');
    expect(told).toEqual(['no water', 'no water', 'no water']);
    expect(await engine.rows('select 1 from job_leases')).toEqual([]);
  });
});

function dying(onDead: AnyJobDefinition['onDead']): AnyJobDefinition {
  return job(() => Promise.reject(new Error('no water')), { maxAttempts: 1, onDead });
}

describe('jobs that were fetched ahead and could not be given back', () => {
  it('are given back once the database is there again', async () => {
    const opened = gate();
    const ran: number[] = [];
    const slowOne = job(async ({ payload }) => {
      ran.push(payload.n);
      if (payload.n === 30) await opened.opened;
    });
    await engine.enqueue(...Array.from({ length: 60 }, (_, n) => ({ payload: { n } })));
    engine.startWorker([slowOne], { concurrency: 1 }, losing(engine.sql, 'give-back'));
    await eventually(() => ran.includes(30), 'the slow job runs');
    const other = await engine.openProcess();
    other.startWorker([slowOne]);
    await engine.finished(59);
    opened.open();
    await engine.finished(60);
    expect(ran.sort((a, b) => a - b)).toEqual(Array.from({ length: 60 }, (_, n) => n));
  });
});

describe('a job whose worker was lost', () => {
  it('is not stranded by a cancellation that comes at the same moment', async () => {
    const claimed = await claimThenLose();
    let recovered: Promise<unknown> = Promise.resolve();
    await withTransaction(engine.pool, async (connection) => {
      expect(await cancelJob(sqlOfPool(connection), claimed.id, 'not needed')).toBe('cancelling');
      recovered = new Leases(engine.sql, 60_000).recover();
      await waitsForLock(engine, 'it is being cancelled');
    });
    await recovered;
    const ran: number[] = [];
    engine.startWorker([job(async () => void ran.push(1))]);
    await engine.finished(1);
    expect(ran).toEqual([]);
    expect(await engine.rows('select outcome from finished_jobs')).toEqual([{ outcome: 'cancelled' }]);
  });

  it('is cancelled instead of being run again when somebody wanted that before', async () => {
    const claimed = await claimThenLose();
    await cancelJob(engine.sql, claimed.id, 'not needed');
    expect(await new Leases(engine.sql, 60_000).recover()).toEqual([]);
    expect(await attemptsOf(engine.sql, claimed.id)).toMatchObject([
      { attempt: 1, outcome: 'cancelled', worker: 'killed', error: 'cancelled while its worker was lost' },
    ]);
    expect(await engine.rows('select 1 from jobs')).toEqual([]);
  });

  it('again and again comes back at once, then over a growing time, and is dead in the end', async () => {
    const waits: number[][] = [];
    await engine.enqueue(...Array.from({ length: 40 }, (_, n) => ({ payload: { n }, maxAttempts: 3 })));
    for (let loss = 1; loss <= 3; loss++) {
      await claimThenLose(40);
      await new Leases(engine.sql, 60_000).recover();
      const rows = await engine.rows<{ state: string; wait: number }>(
        'select state, greatest(0, extract(epoch from run_at - now()))::float8 as wait from jobs',
      );
      waits.push(rows.map((row) => row.wait));
      expect(rows.every((row) => row.state === (loss === 1 ? 'ready' : 'waiting'))).toBe(true);
      await engine.rows(`update jobs set run_at = now() where state = 'waiting'`);
      await createClaims(engine.sql, [job()], { name: 'worker', leaseMs: 60_000 }).promoteDue();
    }
    expect(Math.max(...waits[0]!)).toBe(0);
    // Random times within 2 and 4 seconds: all 40 in the lower half, or at one time, would be a wonder.
    expect(Math.max(...waits[1]!)).toBeLessThanOrEqual(2);
    expect(Math.max(...waits[1]!) - Math.min(...waits[1]!)).toBeGreaterThan(0.5);
    expect(Math.max(...waits[2]!)).toBeGreaterThan(2);
    expect(Math.max(...waits[2]!)).toBeLessThanOrEqual(4);
    const ran: number[] = [];
    engine.startWorker([job(async ({ payload }) => void ran.push(payload.n))]);
    await engine.inState('dead', 40);
    expect(ran).toEqual([]);
    const [first] = await engine.rows<{ id: bigint }>('select id from jobs');
    expect((await attemptsOf(engine.sql, first!.id)).map((one) => one.outcome)).toEqual([
      ...['lost', 'lost', 'lost', 'failed'],
    ]);
  });

  it('can be taken back however often it was lost', async () => {
    await claimThenLose();
    await engine.rows('update jobs set losses = 5000');
    expect(await new Leases(engine.sql, 60_000).recover()).toHaveLength(1);
  });
});

describe('what a handler does after its commit', () => {
  it('is not disturbed: the lease that it ended with the job was not lost', async () => {
    const aborts: unknown[] = [];
    const committed = gate();
    const opened = gate();
    const afterwards = job(async (_job, { commit, signal }) => {
      await commit(() => Promise.resolve());
      signal.addEventListener('abort', () => aborts.push(signal.reason));
      committed.open();
      await opened.opened;
    });
    let renewals = 0;
    const counting = {
      rows: (...call: Parameters<typeof engine.sql.rows>) => {
        if (call[0].name === 'recover-lost') renewals++;
        return engine.sql.rows(...call);
      },
    };
    await engine.enqueue({});
    engine.startWorker([afterwards], { leaseMs: 900 }, counting as typeof engine.sql);
    await committed.opened;
    const before = renewals;
    await eventually(() => renewals >= before + 3, 'some heartbeats');
    expect(aborts).toEqual([]);
    opened.open();
  });

  it('is not disturbed by a heartbeat that was under way while it committed', async () => {
    const aborts: unknown[] = [];
    const [asked, committed, answered, opened] = [gate(), gate(), gate(), gate()];
    const late: typeof engine.sql = {
      async rows<Row>(...call: Parameters<typeof engine.sql.rows>) {
        if (call[0].name !== 'renew-leases') return engine.sql.rows<Row>(...call);
        asked.open();
        await committed.opened;
        const found = await engine.sql.rows<Row>(...call);
        answered.open();
        return found;
      },
    };
    const afterwards = job(async (_job, { commit, signal }) => {
      signal.addEventListener('abort', () => aborts.push(signal.reason));
      await asked.opened;
      await commit(() => Promise.resolve());
      committed.open();
      await opened.opened;
    });
    await engine.enqueue({});
    engine.startWorker([afterwards], { leaseMs: 900 }, late);
    await answered.opened;
    // Whatever the heartbeat's answer leads to has happened.
    await engine.rows('select 1');
    expect(aborts).toEqual([]);
    opened.open();
  });
});

/** A worker that claims and is killed, and whose lease has run out by now. */
async function claimThenLose(count = 1): Promise<ClaimedJob> {
  if ((await engine.rows('select 1 from jobs')).length === 0) await engine.enqueue({});
  const { jobs } = await createClaims(engine.sql, [job()], { name: 'killed', leaseMs: 60_000 }).claim(count);
  expect(jobs).toHaveLength(count);
  await engine.rows(`update job_leases set lease_until = now() - interval '1 second'`);
  return jobs[0]!;
}
