import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../../../test/support/eventually.js';
import { aborted, gate, job, openJobEngine, type JobEngine } from '../../../test/support/jobs.js';
import { attemptsOf, cancelJob } from './control.js';

let engine: JobEngine;

beforeAll(async () => {
  engine = await openJobEngine();
});
afterEach(() => engine.clear());
afterAll(() => engine.close());

describe('a job that does not run', () => {
  it.each([
    ['waiting', { delayMs: 60_000 }],
    ['ready', {}],
    ['queued', { concurrencyKey: 'car:1' }],
  ])('is gone at once when it is cancelled while it is %s', async (state, facts) => {
    if (state === 'queued') await engine.enqueue({ ...facts, kind: 'polish' });
    await engine.enqueue(facts);
    const id = await idOf('wash');
    expect(await engine.rows('select state from jobs where id = $1', [id])).toEqual([{ state }]);
    expect(await cancelJob(engine.sql, id, 'the car is sold')).toBe('cancelled');
    expect(await engine.rows(`select 1 from jobs where kind = 'wash'`)).toEqual([]);
    expect(await engine.rows('select outcome, error, attempts, started_at from finished_jobs')).toEqual([
      { outcome: 'cancelled', error: 'the car is sold', attempts: 0, started_at: null },
    ]);
    expect(await attemptsOf(engine.sql, id)).toEqual([]);
    await expect(cancelJob(engine.sql, id, 'again')).rejects.toMatchObject({ code: 'job.not_found' });
  });

  it('is forgotten when it is dead, with what was tried', async () => {
    engine.startWorker([job(() => Promise.reject(new Error('no water')), { maxAttempts: 1 })]);
    await engine.enqueue({});
    await engine.inState('dead');
    const id = await idOf('wash');
    expect(await cancelJob(engine.sql, id, 'done by hand')).toBe('cancelled');
    expect(await engine.rows('select 1 from jobs')).toEqual([]);
    expect(await attemptsOf(engine.sql, id)).toMatchObject([{ outcome: 'failed', error: 'no water' }]);
  });

  it('gives the place of its concurrency key away', async () => {
    await engine.enqueue(...[1, 2].map((n) => ({ concurrencyKey: 'car:1', payload: { n } })));
    await cancelJob(engine.sql, await idOf('wash'), 'the car is sold');
    const ran: number[] = [];
    engine.startWorker([job(async ({ payload }) => void ran.push(payload.n))]);
    await engine.finished(2);
    expect(ran).toEqual([2]);
  });
});

describe('a job that runs', () => {
  it('is told so by its signal within moments, in whichever process it runs, and is not tried again', async () => {
    const reasons: unknown[] = [];
    const started = gate();
    const other = await engine.openProcess();
    other.startWorker([
      job(async (_job, { signal }) => {
        started.open();
        await aborted(signal).catch((error: unknown) => {
          reasons.push(error);
          throw error;
        });
      }),
    ]);
    await engine.enqueue({});
    await started.opened;
    const id = await idOf('wash');
    expect(await cancelJob(engine.sql, id, 'the car is sold')).toBe('cancelling');
    engine.wakeups.wake('cancellations');
    // The leases of this worker last an hour: it was not the heartbeat.
    await engine.finished(1);
    expect(reasons).toMatchObject([{ code: 'job.cancelled' }]);
    expect(await engine.rows('select 1 from jobs')).toEqual([]);
    expect(await attemptsOf(engine.sql, id)).toMatchObject([{ attempt: 1, outcome: 'cancelled' }]);
  });

  it('is told with the next heartbeat when nobody was woken', async () => {
    const hanging = job((_job, { signal }) => aborted(signal));
    engine.startWorker([hanging], { leaseMs: 150 });
    await engine.enqueue({});
    await engine.inState('running');
    await cancelJob(engine.sql, await idOf('wash'), 'the car is sold');
    await engine.finished(1);
    expect(await engine.rows('select outcome from finished_jobs')).toEqual([{ outcome: 'cancelled' }]);
  });

  it('gives its place to others although its handler does not listen to its signal', async () => {
    const never = new Promise<void>(() => undefined);
    const ran: number[] = [];
    const deaf = job(async ({ payload }) => {
      ran.push(payload.n);
      if (payload.n === 1) await never;
    });
    engine.startWorker([deaf], { concurrency: 1 });
    await engine.enqueue({ payload: { n: 1 }, concurrencyKey: 'car:1' });
    await engine.inState('running');
    await engine.enqueue({ payload: { n: 2 }, concurrencyKey: 'car:1' });
    const [first] = await engine.rows<{ id: bigint }>('select id from jobs order by id');
    await cancelJob(engine.sql, first!.id, 'the car is sold');
    engine.wakeups.wake('cancellations');
    await engine.finished(2);
    expect(ran).toEqual([1, 2]);
  });

  it('is done when it ends first', async () => {
    const opened = gate();
    engine.startWorker([
      job((_job, { commit }) => opened.opened.then(() => commit(() => Promise.resolve()))),
    ]);
    await engine.enqueue({});
    await engine.inState('running');
    const id = await idOf('wash');
    expect(await cancelJob(engine.sql, id, 'the car is sold')).toBe('cancelling');
    opened.open();
    await engine.finished(1);
    expect(await engine.rows('select outcome from finished_jobs')).toEqual([{ outcome: 'done' }]);
    await expect(cancelJob(engine.sql, id, 'again')).rejects.toMatchObject({ code: 'job.not_found' });
  });

  it('is cancelled, not tried again, when it fails before it was told', async () => {
    const opened = gate();
    engine.startWorker([job(() => opened.opened.then(() => Promise.reject(new Error('no water'))))]);
    await engine.enqueue({});
    await engine.inState('running');
    const id = await idOf('wash');
    await cancelJob(engine.sql, id, 'the car is sold');
    opened.open();
    await engine.finished(1);
    expect(await attemptsOf(engine.sql, id)).toMatchObject([{ outcome: 'cancelled', error: 'no water' }]);
  });

  it('may not commit once it was told', async () => {
    const refused: unknown[] = [];
    const stubborn = job(async (_job, { commit, signal }) => {
      await aborted(signal).catch(() => undefined);
      await commit((work) =>
        work.tx.auditEntry.create({ data: { action: 'washed', subject: 'car:1' } }),
      ).catch((error: unknown) => refused.push(error));
    });
    engine.startWorker([stubborn]);
    await engine.enqueue({});
    await engine.inState('running');
    await cancelJob(engine.sql, await idOf('wash'), 'the car is sold');
    engine.wakeups.wake('cancellations');
    await eventually(() => refused.length === 1, 'the commit is refused');
    expect(refused).toMatchObject([{ code: 'job.cancelled' }]);
    expect(await engine.rows('select 1 from audit_log')).toEqual([]);
  });
});

describe('a job that was fetched ahead', () => {
  it('is not begun once somebody wants it cancelled', async () => {
    const [reached, opened] = [gate(), gate()];
    const ran: number[] = [];
    const slowOne = job(async ({ payload }) => {
      ran.push(payload.n);
      if (payload.n !== 30) return;
      reached.open();
      await opened.opened;
    });
    await engine.enqueue(...Array.from({ length: 60 }, (_, n) => ({ payload: { n } })));
    engine.startWorker([slowOne], { concurrency: 1 });
    await reached.opened;
    const [last] = await engine.rows<{ id: bigint }>('select id from jobs order by id desc limit 1');
    await cancelJob(engine.sql, last!.id, 'the car is sold');
    engine.wakeups.wake('cancellations');
    await eventually(
      async () => (await engine.rows(`select 1 from jobs where state = 'running'`)).length === 1,
      'the others are given back',
    );
    opened.open();
    await engine.finished(60);
    expect(ran).toEqual(Array.from({ length: 59 }, (_, n) => n));
    expect(
      await engine.rows(`select (payload->>'n')::int as n from finished_jobs where outcome = 'cancelled'`),
    ).toEqual([{ n: 59 }]);
  });
});

async function idOf(kind: string): Promise<bigint> {
  const [row] = await engine.rows<{ id: bigint }>('select id from jobs where kind = $1 order by id', [kind]);
  return row!.id;
}
