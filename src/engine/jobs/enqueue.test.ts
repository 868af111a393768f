import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { job, newJob, openJobEngine, type JobEngine } from '../../../test/support/jobs.js';
import { withTransaction } from '../../platform/postgres/index.js';
import { sqlOfPool } from '../../platform/sql/index.js';
import { enqueueJobs } from './enqueue.js';
import { defineJob } from './job.js';

let engine: JobEngine;

beforeAll(async () => {
  engine = await openJobEngine();
});
afterEach(() => engine.clear());
afterAll(() => engine.close());

describe('a job that is stored in a transaction', () => {
  it('is there together with the changes of the caller, and is not begun before', async () => {
    const seen: unknown[] = [];
    engine.startWorker([job(async () => void seen.push(await engine.rows('select action from audit_log')))]);
    await engine.workshop.transact(async (work) => {
      await work.enqueue(newJob());
      engine.wakeups.wake('jobs');
      await work.tx.auditEntry.create({ data: { action: 'car.washed', subject: 'car:1' } });
    });
    await engine.finished(1);
    expect(seen).toEqual([[{ action: 'car.washed' }]]);
  });

  it('is not there when the transaction fails', async () => {
    const failing = engine.workshop.transact(async (work) => {
      await work.enqueue(newJob(), newJob({ concurrencyKey: 'car:1' }), newJob({ concurrencyKey: 'car:1' }));
      throw new Error('the caller changed its mind');
    });
    await expect(failing).rejects.toThrow('the caller changed its mind');
    const many = Array.from({ length: 5_001 }, (_, n) => newJob({ priority: n === 5_000 ? 99_999 : 5 }));
    await expect(
      withTransaction(engine.pool, (connection) => enqueueJobs(sqlOfPool(connection), many)),
    ).rejects.toThrow('out of range');
    expect(await engine.rows('select id from jobs union all select id from job_turns')).toEqual([]);
  });
});

describe('many jobs at once', () => {
  it('are stored in the order given, and each is run once', async () => {
    const count = 20_000;
    const stored = await enqueueJobs(
      engine.sql,
      Array.from({ length: count }, (_, n) => newJob({ payload: { n } })),
    );
    expect(stored).toBe(count);
    const ran: number[] = [];
    const order = await engine.rows<{ n: number }>(`select (payload->>'n')::int as n from jobs order by id`);
    expect(order.every((row, at) => row.n === at)).toBe(true);
    const counting = job(async ({ payload }) => void ran.push(payload.n));
    engine.startWorker([counting], { concurrency: 10 });
    engine.startWorker([counting], { concurrency: 10 });
    await engine.finished(count, 25_000);
    expect(ran).toHaveLength(count);
    expect(new Set(ran).size).toBe(count);
    expect(await engine.rows('select id from jobs union all select token from job_leases')).toEqual([]);
  });
});

describe('a payload', () => {
  it.each([[null], [0], [''], [[]], [{ text: 'Тбилиси 🚗 "\\' }]])(
    'arrives as it is: %j',
    async (payload) => {
      const seen: unknown[] = [];
      engine.startWorker([
        defineJob({
          kind: 'wash',
          payload: z.unknown(),
          maxAttempts: 1,
          timeoutMs: 1_000,
          backoff: { strategy: 'fixed', baseMs: 0 },
          handle: async (current) => void seen.push(current.payload),
        }),
      ]);
      await engine.enqueue({ payload });
      await engine.finished(1);
      expect(seen).toEqual([payload]);
    },
  );
});
