import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../../../test/support/eventually.js';
import { gate, job, openJobEngine, type JobEngine } from '../../../test/support/jobs.js';
import { createClaims } from './claims.js';
import { attemptsOf } from './control.js';
import { Leases } from './leases.js';

let engine: JobEngine;

beforeAll(async () => {
  engine = await openJobEngine();
});
afterEach(() => engine.clear());
afterAll(() => engine.close());

describe('attempts', () => {
  it('are on record with worker, error and duration, whether they were lost, failed or ended well', async () => {
    await engine.enqueue({});
    const { jobs } = await createClaims(engine.sql, [job()], { name: 'killed', leaseMs: 60_000 }).claim(1);
    await engine.rows(`update job_leases set lease_until = now(), claimed_at = now() - interval '2 seconds'`);
    await new Leases(engine.sql, 60_000).recover();
    engine.startWorker(
      [
        job(async ({ attempt }) => {
          await engine.rows('select pg_sleep(0.05)');
          if (attempt === 2) throw new Error('no water');
        }),
      ],
      { name: 'living' },
    );
    await engine.finished(1);
    const history = await attemptsOf(engine.sql, jobs[0]!.id);
    expect(
      history.map(({ attempt, outcome, worker, error }) => ({ attempt, outcome, worker, error })),
    ).toEqual([
      { attempt: 1, outcome: 'lost', worker: 'killed', error: 'lease lost' },
      { attempt: 2, outcome: 'failed', worker: 'living', error: 'no water' },
      { attempt: 3, outcome: 'done', worker: 'living', error: null },
    ]);
    const [lost, failed, done] = history.map((one) => one.durationMs);
    expect(lost).toBeGreaterThanOrEqual(2_000);
    for (const ms of [failed, done]) {
      expect(ms).toBeGreaterThanOrEqual(49);
      expect(ms).toBeLessThan(5_000);
    }
    expect(history.every((one) => one.finishedAt >= one.startedAt)).toBe(true);
  });

  it('that the stop of the program ended do not count', async () => {
    const ran: number[] = [];
    const started = gate();
    const hanging = job(
      async ({ attempt }, { signal }) => {
        ran.push(attempt);
        started.open();
        await new Promise((_, reject) => {
          signal.addEventListener('abort', () => {
            reject(signal.reason as Error);
          });
        });
      },
      { maxAttempts: 1 },
    );
    const worker = engine.startWorker([hanging]);
    await engine.enqueue({});
    await started.opened;
    const [running] = await engine.rows<{ id: bigint }>('select id from jobs');
    await worker.stop(1);
    engine.startWorker([job(async ({ attempt }) => void ran.push(attempt), { maxAttempts: 1 })]);
    await engine.finished(1);
    expect(ran).toEqual([1, 1]);
    expect((await attemptsOf(engine.sql, running!.id)).map((one) => [one.outcome, one.error])).toEqual([
      ['failed', 'worker.stopped'],
      ['done', null],
    ]);
  });
});

describe('progress', () => {
  it('is seen at once, then the latest, and never that of an attempt that has lost its job', async () => {
    const [first, second, opened] = [gate(), gate(), gate()];
    engine.startWorker([
      job(async (_job, { progress }) => {
        progress({ done: 1, total: 10 });
        first.open();
        await second.opened;
        for (let done = 2; done <= 9; done++) progress({ done, total: 10, note: 'rinsing' });
        await opened.opened;
      }),
    ]);
    await engine.enqueue({});
    await first.opened;
    await eventually(async () => (await progress())?.done === 1, 'the first is stored');
    second.open();
    await eventually(async () => (await progress())?.done === 9, 'the latest is stored');
    expect(await progress()).toEqual({ done: 9, total: 10, note: 'rinsing' });
    opened.open();
    await engine.finished(1);
  });

  it('of a slow worker changes nothing for the next one', async () => {
    const [started, late, opened] = [gate(), gate(), gate()];
    const reported: number[] = [];
    engine.startWorker([
      job(async ({ attempt }, { progress: report }) => {
        if (attempt > 1) {
          report({ done: 50 });
          await opened.opened;
          return;
        }
        started.open();
        await late.opened;
        report({ done: 1 });
        reported.push(1);
        await opened.opened;
      }),
    ]);
    await engine.enqueue({});
    await started.opened;
    await engine.rows('update job_leases set lease_until = now()');
    await new Leases(engine.sql, 60_000).recover();
    engine.wakeups.wake('jobs');
    await eventually(async () => (await progress())?.done === 50, 'the next worker reports');
    late.open();
    await eventually(() => reported.length === 1, 'the slow one reports');
    await engine.rows('select 1');
    expect((await progress())?.done).toBe(50);
    opened.open();
    await engine.finished(1);
  });

  async function progress(): Promise<{ done: number } | null> {
    const [row] = await engine.rows<{ progress: { done: number } | null }>('select progress from jobs');
    return row?.progress ?? null;
  }
});
