import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../../../test/support/eventually.js';
import {
  gate,
  HOUR_MS,
  job,
  openJobEngine,
  waitsForLock,
  type JobEngine,
} from '../../../test/support/jobs.js';

let engine: JobEngine;

beforeAll(async () => {
  engine = await openJobEngine();
});
afterEach(() => engine.clear());
afterAll(() => engine.close());

describe('a worker that is stopped', () => {
  it('gives back what it had fetched ahead, and that was no attempt', async () => {
    const [reached, opened] = [gate(), gate()];
    await engine.enqueue(...Array.from({ length: 60 }, (_, n) => ({ payload: { n } })));
    const worker = engine.startWorker(
      [
        job(async ({ payload }) => {
          if (payload.n !== 30) return;
          reached.open();
          await opened.opened;
        }),
      ],
      { concurrency: 1 },
    );
    await reached.opened;
    const stopped = worker.stop(HOUR_MS);
    await eventually(
      async () =>
        (await engine.rows(`select 1 from jobs where state = 'ready' and attempts = 0`)).length === 29,
      'all that had not begun are ready',
    );
    opened.open();
    await stopped;
    await engine.finished(31);
    expect(await engine.rows('select 1 from job_leases')).toEqual([]);
  });

  it('ends within its bound although its handlers do not, and what they write later is refused', async () => {
    const [started, opened] = [gate(), gate()];
    const refused: unknown[] = [];
    const worker = engine.startWorker([
      job(async (_job, { commit }) => {
        started.open();
        await opened.opened;
        await commit(() => Promise.resolve()).catch((error: unknown) => refused.push(error));
      }),
    ]);
    await engine.enqueue({ concurrencyKey: 'car:1' });
    await started.opened;
    expect(await timeOf(() => worker.stop(50))).toBeLessThan(5_000);
    expect(await engine.rows('select state from jobs')).toEqual([{ state: 'ready' }]);
    opened.open();
    await eventually(() => refused.length === 1, 'the late commit is refused');
    engine.startWorker([job()]);
    await engine.finished(1);
  });

  it('ends within its bound although the database does not answer its claim', async () => {
    const lock = await engine.pool.connect();
    await lock.query('begin');
    await lock.query('lock table jobs in access exclusive mode');
    const worker = engine.startWorker([job()]);
    await waitsForLock(engine, 'the claim waits');
    const took = await timeOf(() => worker.stop(100));
    await lock.query('commit');
    lock.release();
    expect(took).toBeLessThan(5_000);
  });

  it('that had not been started is stopped at once', async () => {
    const worker = engine.startWorker([job()]);
    await worker.stop(HOUR_MS);
    await worker.stop(HOUR_MS);
  });
});

async function timeOf(work: () => Promise<void>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}
