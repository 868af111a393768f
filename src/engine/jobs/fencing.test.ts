import { readFileSync } from 'node:fs';
import { Worker as Thread } from 'node:worker_threads';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../../../test/support/eventually.js';
import { gate, job, openJobEngine, type JobEngine } from '../../../test/support/jobs.js';
import { attemptsOf } from './control.js';
import { Leases } from './leases.js';

let engine: JobEngine;

beforeAll(async () => {
  engine = await openJobEngine();
});
afterEach(() => engine.clear());
afterAll(() => engine.close());

/**
 * Another worker, in a thread: it takes back whatever lease runs out, claims the job and says so. Plain JavaScript, since
 * threads do not read TypeScript.
 */
const RIVAL = `
  const { workerData } = require('node:worker_threads');
  const { Client } = require('pg');
  const { url, recover, claim, signal } = workerData;
  async function run() {
    const client = new Client({ connectionString: url });
    await client.connect();
    while ((await client.query(recover)).rowCount === 0) await client.query('select pg_sleep(0.02)');
    await client.query(claim, [1, '{"wash":{}}', 'rival', 3600000]);
    await client.end();
    Atomics.store(signal, 0, 1);
    Atomics.notify(signal, 0);
  }
  run();
`;

describe('a worker whose event loop is blocked for longer than its lease', () => {
  it.each(['commits', 'returns', 'fails'])('changes nothing when its handler %s after that', async (how) => {
    const [started, blockedFor] = [gate(), 30_000];
    const signal = new Int32Array(new SharedArrayBuffer(4));
    const refused: unknown[] = [];
    const worker = engine.startWorker(
      [
        job(async (_job, { commit }) => {
          const rival = new Thread(RIVAL, {
            eval: true,
            workerData: {
              url: engine.url,
              recover: statement('recover-lost'),
              claim: statement('claim'),
              signal,
            },
          });
          rival.unref();
          // No timer, no answer of the database and no heartbeat gets through until the rival has the job.
          expect(Atomics.wait(signal, 0, 0, blockedFor)).not.toBe('timed-out');
          started.open();
          if (how === 'fails') throw new Error('no water');
          if (how === 'returns') return;
          await commit((work) =>
            work.tx.auditEntry.create({ data: { action: 'car.washed', subject: 'car:1' } }),
          ).catch((error: unknown) => refused.push(error));
        }),
      ],
      { leaseMs: 250 },
    );
    await engine.enqueue({});
    await started.opened;
    await worker.stop(5_000);
    if (how === 'commits') {
      await eventually(() => refused.length === 1, 'the commit is refused');
      expect(refused).toMatchObject([{ code: 'job.lease_lost' }]);
    }
    expect(await engine.rows('select action from audit_log')).toEqual([]);
    expect(await engine.rows('select 1 from finished_jobs')).toEqual([]);
    const rows = await engine.rows<{ id: bigint; worker: string }>(
      `select j.id, j.state, j.attempts, l.worker from jobs j join job_leases l on l.token = j.lease_token`,
    );
    expect(rows).toMatchObject([{ state: 'running', attempts: 2, worker: 'rival' }]);
    expect(await attemptsOf(engine.sql, rows[0]!.id)).toMatchObject([{ attempt: 1, outcome: 'lost' }]);
  });
});

describe('a lease that is lost in the middle of a commit', () => {
  it('lets the one who asked first have the job, and the other change nothing', async () => {
    const [writing, opened] = [gate(), gate()];
    engine.startWorker([
      job(async (_job, { commit }) => {
        await engine.rows(`update job_leases set lease_until = now() - interval '1 second'`);
        await commit(async (work) => {
          await work.tx.auditEntry.create({ data: { action: 'car.washed', subject: 'car:1' } });
          writing.open();
          await opened.opened;
        });
      }),
    ]);
    await engine.enqueue({});
    await writing.opened;
    expect(await new Leases(engine.sql, 60_000).recover()).toEqual([]);
    opened.open();
    await engine.finished(1);
    expect(await engine.rows('select action from audit_log')).toEqual([{ action: 'car.washed' }]);
    expect(await engine.rows('select id from jobs union all select token from job_leases')).toEqual([]);
  });

  it('is noticed by a commit that comes second: its rows are not written', async () => {
    const [started, opened] = [gate(), gate()];
    const refused: unknown[] = [];
    engine.startWorker([
      job(async ({ attempt }, { commit }) => {
        if (attempt > 1) return;
        started.open();
        await opened.opened;
        await commit((work) =>
          work.tx.auditEntry.create({ data: { action: 'car.washed', subject: 'car:1' } }),
        ).catch((error: unknown) => refused.push(error));
      }),
    ]);
    await engine.enqueue({});
    await started.opened;
    await engine.rows(`update job_leases set lease_until = now() - interval '1 second'`);
    expect(await new Leases(engine.sql, 60_000).recover()).toHaveLength(1);
    opened.open();
    await eventually(() => refused.length === 1, 'the commit is refused');
    engine.wakeups.wake('jobs');
    await engine.finished(1);
    expect(await engine.rows('select action from audit_log')).toEqual([]);
  });
});

function statement(name: string): string {
  return readFileSync(new URL(`./sql/${name}.sql`, import.meta.url), 'utf8');
}
