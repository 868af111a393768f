import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { gate, job, openJobEngine, waitsForLock, type JobEngine } from '../../../test/support/jobs.js';
import { sqlOfPrisma } from '../../platform/sql/index.js';
import { withdrawJobs } from './withdraw.js';

let engine: JobEngine;

beforeAll(async () => {
  engine = await openJobEngine();
});
afterEach(() => engine.clear());
afterAll(() => engine.close());

describe('a job that is taken back', () => {
  it('is gone with its reason, and one that is not there is nothing', async () => {
    await engine.enqueue({ dedupeKey: 'a' });
    const wanted = [
      { kind: 'wash', key: 'a' },
      { kind: 'wash', key: 'b' },
    ];
    expect(await withdrawJobs(engine.sql, wanted, 'the car is sold', { stop: false })).toEqual([
      { kind: 'wash', key: 'a', outcome: 'cancelled' },
    ]);
    expect(await engine.rows('select outcome, error from finished_jobs')).toEqual([
      { outcome: 'cancelled', error: 'the car is sold' },
    ]);
  });

  it('leaves its turn to the next of its key although somebody was just giving it to this one', async () => {
    const concurrencyKey = 'car:1';
    await engine.enqueue({ concurrencyKey, payload: { n: 1 } });
    await engine.enqueue({ concurrencyKey, payload: { n: 2 }, dedupeKey: 'a' });
    await engine.enqueue({ concurrencyKey, payload: { n: 3 } });
    const [withdrawn, mayCommit] = [gate(), gate()];
    const withdrawing = engine.workshop.transact(async (work) => {
      await withdrawJobs(sqlOfPrisma(work.tx), [{ kind: 'wash', key: 'a' }], 'sold', { stop: false });
      withdrawn.open();
      await mayCommit.opened;
    });
    await withdrawn.opened;
    const ran: number[] = [];
    engine.startWorker([job(({ payload }) => Promise.resolve(void ran.push(payload.n)))]);
    await waitsForLock(engine, 'the turn of the first is being given to the second');
    mayCommit.open();
    await withdrawing;
    engine.wakeups.wake('jobs');
    await engine.finished(3);
    expect(ran).toEqual([1, 3]);
  });
});
