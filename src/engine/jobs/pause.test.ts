import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../../../test/support/eventually.js';
import { gate, job, newJob, openJobEngine, type JobEngine } from '../../../test/support/jobs.js';
import { withTransaction } from '../../platform/postgres/index.js';
import { sqlOfPool } from '../../platform/sql/index.js';
import { createClaims } from './claims.js';
import { pauseKind, resumeKind } from './control.js';
import { enqueueJobs } from './enqueue.js';
import { Leases } from './leases.js';

let engine: JobEngine;

beforeAll(async () => {
  engine = await openJobEngine();
});
afterEach(() => engine.clear());
afterAll(() => engine.close());

describe('a paused kind', () => {
  it('is not begun by anybody, while what runs goes on and other kinds do, until it is resumed', async () => {
    const opened = gate();
    const ran: string[] = [];
    const handle = (kind: string) =>
      job(
        async ({ payload }) => {
          ran.push(`${kind} ${payload.n}`);
          if (payload.n === 1) await opened.opened;
        },
        { kind },
      );
    const kinds = [handle('wash'), handle('polish')];
    const other = await engine.openProcess();
    engine.startWorker(kinds);
    other.startWorker(kinds);
    await engine.enqueue({ payload: { n: 1 } });
    await engine.inState('running');
    await pauseKind(engine.sql, 'wash', 5001n);
    await engine.enqueue({ payload: { n: 2 } }, { payload: { n: 3 }, kind: 'polish' });
    opened.open();
    await engine.finished(2);
    expect(ran).toEqual(['wash 1', 'polish 3']);
    expect(await engine.rows('select kind, state from jobs')).toEqual([{ kind: 'wash', state: 'ready' }]);
    expect(await resumeKind(engine.sql, 'wash')).toBe(true);
    engine.wakeups.wake('jobs');
    await engine.finished(3);
    expect(await resumeKind(engine.sql, 'wash')).toBe(false);
  });

  it('does not hold the place of a concurrency key that other kinds want', async () => {
    const key = { concurrencyKey: 'car:1' };
    const ran: string[] = [];
    const kinds = ['wash', 'polish'].map((kind) => job(async () => void ran.push(kind), { kind }));
    await engine.enqueue(key, { ...key, kind: 'polish' });
    await pauseKind(engine.sql, 'wash', null);
    await engine.enqueue(key, { ...key, delayMs: 1 }, { ...key, kind: 'polish' });
    engine.startWorker(kinds);
    await engine.finished(2);
    expect(ran).toEqual(['polish', 'polish']);
    await eventually(
      async () => (await engine.rows(`select 1 from jobs where state = 'queued'`)).length === 3,
      'all of the paused kind are queued',
    );
    await resumeKind(engine.sql, 'wash');
    engine.wakeups.wake('jobs');
    await engine.finished(5);
  });

  it('gives way also when its job was stored, or failed, while the pause came', async () => {
    const key = { concurrencyKey: 'car:1' };
    await withTransaction(engine.pool, async (connection) => {
      await enqueueJobs(sqlOfPool(connection), [newJob(key)]);
      await pauseKind(engine.sql, 'wash', null);
    });
    await engine.enqueue({ ...key, kind: 'polish' });
    const polish = job(undefined, { kind: 'polish' });
    expect((await claimsOf(polish).claim(5)).jobs).toEqual([]);
    await new Leases(engine.sql, 60_000).recover();
    engine.startWorker([polish]);
    await engine.finished(1);
  });

  it('loses no turn that came up while it was being resumed', async () => {
    const key = { concurrencyKey: 'car:1' };
    await pauseKind(engine.sql, 'wash', null);
    await withTransaction(engine.pool, async (connection) => {
      await resumeKind(sqlOfPool(connection), 'wash');
      await engine.enqueue(key, key);
      await claimsOf(job()).giveTurns();
    });
    engine.startWorker([job()]);
    await engine.finished(2);
  });

  it('loses no turn when its resumption is rolled back, either', async () => {
    const key = { concurrencyKey: 'car:1' };
    await pauseKind(engine.sql, 'wash', null);
    await withTransaction(engine.pool, async (connection) => {
      await resumeKind(sqlOfPool(connection), 'wash');
      await engine.enqueue(key, { ...key, kind: 'polish' });
      await claimsOf(job()).giveTurns();
      throw new Error('the caller changed its mind');
    }).catch(() => undefined);
    await new Leases(engine.sql, 60_000).recover();
    engine.startWorker([job(), job(undefined, { kind: 'polish' })]);
    await engine.finished(1);
    await resumeKind(engine.sql, 'wash');
    engine.wakeups.wake('jobs');
    await engine.finished(2);
  });
});

function claimsOf(definition: ReturnType<typeof job>): ReturnType<typeof createClaims> {
  return createClaims(engine.sql, [definition], { name: 'worker', leaseMs: 60_000 });
}
