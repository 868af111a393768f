import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { gate, job, newJob, openJobEngine, type JobEngine } from '../../../test/support/jobs.js';
import { withTransaction } from '../../platform/postgres/index.js';
import { sqlOfPool } from '../../platform/sql/index.js';
import { enqueueJobs } from './enqueue.js';

let engine: JobEngine;

beforeAll(async () => {
  engine = await openJobEngine();
});
afterEach(() => engine.clear());
afterAll(() => engine.close());

const key = { dedupeKey: 'car:1' };
const inWindow = { ...key, dedupeWindowMs: 60_000 };

describe.each([
  ['a dedupe key', key],
  ['a dedupe key with a window', inWindow],
])('%s', (_what, facts) => {
  it('is stored once, however many connections store it at the same moment', async () => {
    const stored = await Promise.all(
      Array.from({ length: 16 }, () => enqueueJobs(engine.sql, [newJob(facts), newJob(facts)])),
    );
    expect(stored.reduce((sum, one) => sum + one, 0)).toBe(1);
    expect(await engine.rows('select 1 from jobs')).toHaveLength(1);
  });

  it('is free again when the transaction that stored it is rolled back', async () => {
    let second: Promise<number> = Promise.resolve(0);
    await withTransaction(engine.pool, async (connection) => {
      expect(await enqueueJobs(sqlOfPool(connection), [newJob(facts)])).toBe(1);
      second = enqueueJobs(engine.sql, [newJob(facts)]);
      throw new Error('the caller changed its mind');
    }).catch(() => undefined);
    expect(await second).toBe(1);
    expect(await engine.rows('select 1 from jobs')).toHaveLength(1);
  });

  it('is another one for another kind', async () => {
    expect(await engine.enqueue(facts, { ...facts, kind: 'polish' })).toBe(2);
  });

  it('keeps its first job when it comes several times in one call', async () => {
    await engine.enqueue({ ...facts, payload: { n: 1 } }, { ...facts, payload: { n: 2 }, priority: 1 });
    expect(await engine.rows(`select payload from jobs`)).toEqual([{ payload: { n: 1 } }]);
  });
});

describe('the window of a dedupe key', () => {
  it('keeps others away although the first has ended, until it is over', async () => {
    engine.startWorker([job()]);
    expect(await engine.enqueue(inWindow)).toBe(1);
    await engine.finished(1);
    expect(await engine.enqueue(inWindow)).toBe(0);
    await passWindow();
    expect(await engine.enqueue(inWindow)).toBe(1);
    await engine.finished(2);
    expect(await engine.enqueue(inWindow)).toBe(0);
  });

  it('does not keep away one that asks for none', async () => {
    engine.startWorker([job()]);
    await engine.enqueue(inWindow);
    await engine.finished(1);
    expect(await engine.enqueue(key)).toBe(1);
  });

  it('begins when a job is stored, not when another one is left out', async () => {
    const opened = gate();
    engine.startWorker([job(() => opened.opened)]);
    await engine.enqueue(inWindow);
    await engine.inState('running');
    await passWindow();
    expect(await engine.enqueue(inWindow)).toBe(0);
    opened.open();
    await engine.finished(1);
    expect(await engine.enqueue(inWindow)).toBe(1);
  });

  it('lets the job of a key that has died be followed only when it is over', async () => {
    engine.startWorker([job(() => Promise.reject(new Error('no water')), { maxAttempts: 1 })]);
    await engine.enqueue(inWindow);
    await engine.inState('dead');
    expect(await engine.enqueue(inWindow)).toBe(0);
    await passWindow();
    expect(await engine.enqueue(inWindow)).toBe(1);
  });
});

async function passWindow(): Promise<void> {
  await engine.rows(`update job_dedupe_windows set expires_at = now() - interval '1 ms'`);
}
