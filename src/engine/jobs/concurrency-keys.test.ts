import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../../../test/support/eventually.js';
import {
  gate,
  HOUR_MS,
  job,
  newJob,
  openJobEngine,
  waitsForLock,
  type JobEngine,
} from '../../../test/support/jobs.js';
import { withTransaction } from '../../platform/postgres/index.js';
import { sqlOfPool } from '../../platform/sql/index.js';
import { createClaims } from './claims.js';
import { cancelJob } from './control.js';
import { enqueueJobs } from './enqueue.js';

let engine: JobEngine;

beforeAll(async () => {
  engine = await openJobEngine();
});
afterEach(() => engine.clear());
afterAll(() => engine.close());

describe('jobs of one concurrency key', () => {
  it('run one at a time while transactions that store more of them stay open, and none is forgotten', async () => {
    const [keys, clients, each] = [50, 6, 25];
    const random = seeded(20_261);
    const running = new Set<string>();
    let [overlaps, together] = [0, 0];
    const keyed = job(async ({ correlationId: key, payload }, { commit }) => {
      if (running.has(key)) overlaps++;
      running.add(key);
      together = Math.max(together, running.size);
      await engine.pool.query('select 1');
      if (payload.n % 3 === 0) await commit(async () => void running.delete(key));
      running.delete(key);
    });
    for (let n = 0; n < 3; n++) (await engine.openProcess()).startWorker([keyed], { concurrency: 6 });

    let stored = 0;
    await Promise.all(
      Array.from({ length: clients }, async (_, client) => {
        for (let n = 0; n < each; n++) {
          const jobs = Array.from({ length: 1 + Math.floor(random() * 4) }, () => {
            const key = `car:${Math.floor(random() * keys)}`;
            const priority = 1 + Math.floor(random() * 9);
            return newJob({
              payload: { n: client * each + n },
              concurrencyKey: key,
              correlationId: key,
              priority,
            });
          });
          await withTransaction(engine.pool, async (connection) => {
            await enqueueJobs(sqlOfPool(connection), jobs);
            await connection.query('select pg_sleep($1)', [random() * 0.02]);
            stored += jobs.length;
          });
          engine.wakeups.wake('jobs');
        }
      }),
    );
    await engine.finished(stored, 20_000);
    expect(overlaps).toBe(0);
    expect(together).toBeGreaterThan(1);
    expect(await engine.rows('select state from jobs')).toEqual([]);
  });

  it('do not hold up others, however many there are', async () => {
    const [opened, order] = [gate(), [] as string[]];
    const keyed = job(async ({ correlationId }) => {
      order.push(correlationId);
      if (correlationId === 'many') await opened.opened;
    });
    const many = { concurrencyKey: 'car:1', correlationId: 'many', priority: 1 };
    await enqueueJobs(
      engine.sql,
      Array.from({ length: 3_000 }, () => newJob(many)),
    );
    await engine.enqueue(
      ...Array.from({ length: 5 }, () => ({ concurrencyKey: 'car:2', correlationId: 'few' })),
    );
    engine.startWorker([keyed], { concurrency: 2 });
    await engine.finished(5);
    expect(order.sort()).toEqual(['few', 'few', 'few', 'few', 'few', 'many']);
    opened.open();
  });

  it('let others of their key pass while they wait for a retry', async () => {
    const order: string[] = [];
    const failing = job(
      async ({ payload, attempt }) => {
        order.push(`${payload.n} ${attempt}`);
        if (payload.n === 1 && attempt === 1) throw new Error('no water');
      },
      { backoff: { strategy: 'fixed', baseMs: HOUR_MS } },
    );
    await engine.enqueue(...[1, 2].map((n) => ({ payload: { n }, concurrencyKey: 'car:1' })));
    engine.startWorker([failing]);
    await engine.finished(1);
    await engine.rows(`update jobs set run_at = now() where state = 'waiting'`);
    engine.wakeups.wake('jobs');
    await engine.finished(2);
    expect(order).toEqual(['1 1', '2 1', '1 2']);
  });

  it('are found again when the next one was cancelled while it was about to get its turn', async () => {
    await engine.enqueue(...[1, 2, 3].map((n) => ({ payload: { n }, concurrencyKey: 'car:1' })));
    const [first, second] = await idsInOrder();
    await cancelJob(engine.sql, first!, 'not needed');
    let given: Promise<unknown> = Promise.resolve();
    await withTransaction(engine.pool, async (connection) => {
      await cancelJob(sqlOfPool(connection), second!, 'not needed');
      given = claimsOf().giveTurns();
      await waitsForLock(engine, 'the next in turn is being cancelled');
    });
    await given;
    engine.startWorker([job()]);
    await eventually(
      async () => (await engine.rows(`select 1 from finished_jobs where outcome = 'done'`)).length === 1,
      'the third job is done',
    );
  });

  it('are run by whoever is idle when another worker has more of them than places', async () => {
    const opened = gate();
    const ran: number[] = [];
    const hanging = job(
      async ({ payload, attempt }) => {
        if (attempt === 1) throw new Error('no water');
        ran.push(payload.n);
        await opened.opened;
      },
      { backoff: { strategy: 'fixed', baseMs: HOUR_MS } },
    );
    const other = await engine.openProcess();
    await engine.enqueue(...[1, 2].map((n) => ({ payload: { n } })));
    // Looks by itself: nobody tells the other one of the retries but this worker, when they are due.
    engine.startWorker([hanging], { concurrency: 1, pollMs: 50 });
    await engine.inState('waiting', 2);
    // This one looks before the retries are due, and has no reason to look again by itself.
    let looks = 0;
    const looking: typeof other.sql = {
      async rows<Row>(...call: Parameters<typeof other.sql.rows>) {
        const found = await other.sql.rows<Row>(...call);
        if (call[0].name === 'promote-due') looks++;
        return found;
      },
    };
    other.startWorker([hanging], { concurrency: 1 }, looking);
    await eventually(() => looks > 0, 'the other one has looked');
    await engine.rows(`update jobs set run_at = now() where state = 'waiting'`);
    await eventually(() => ran.length === 2, 'both run at once');
    opened.open();
    await engine.finished(2);
  });
});

async function idsInOrder(): Promise<bigint[]> {
  return (await engine.rows<{ id: bigint }>('select id from jobs order by id')).map((row) => row.id);
}

function claimsOf(): ReturnType<typeof createClaims> {
  return createClaims(engine.sql, [job()], { name: 'worker', leaseMs: 60_000 });
}

/** A small linear congruential generator: the same numbers in every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state / 2 ** 31;
  };
}
