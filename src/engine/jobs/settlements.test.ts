import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../../../test/support/eventually.js';
import { gate, job, losing, openJobEngine, type JobEngine } from '../../../test/support/jobs.js';
import { createLog } from '../../platform/log/index.js';
import { applyMigrations, startEmbeddedPostgres } from '../../platform/postgres/index.js';
import { packageRoot } from '../../platform/package-root.js';

describe('the ends of attempts', () => {
  let engine: JobEngine;

  beforeAll(async () => {
    engine = await openJobEngine();
  });
  afterEach(() => engine.clear());
  afterAll(() => engine.close());

  it('are stored when the database has ended the connections at that moment, and no job runs twice', async () => {
    const ran: number[] = [];
    const opened = gate();
    await engine.enqueue(...Array.from({ length: 30 }, (_, n) => ({ payload: { n } })));
    const waiting = job(async ({ payload }) => {
      ran.push(payload.n);
      await opened.opened;
    });
    engine.startWorker([waiting], { concurrency: 30 });
    await eventually(() => ran.length === 30, 'all run');
    // The ends wait for this lock, and are ended while they wait.
    const lock = await engine.pool.connect();
    await lock.query('begin');
    await lock.query('lock table finished_jobs in exclusive mode');
    opened.open();
    await eventually(async () => (await blocked()).length > 0, 'the ends are being stored');
    for (let round = 0; round < 3; round++) {
      const before = await blocked();
      await engine.rows('select pg_terminate_backend(pid) from unnest($1::int[]) as pid', [before]);
      await eventually(
        async () => (await blocked()).some((pid) => !before.includes(pid)),
        'they are tried again',
      );
    }
    await lock.query('commit');
    lock.release();
    await engine.finished(30);
    expect(ran).toHaveLength(30);
    expect(await engine.rows('select 1 from jobs')).toEqual([]);
    expect(await engine.rows('select distinct attempts, outcome from finished_jobs')).toEqual([
      { attempts: 1, outcome: 'done' },
    ]);
  });

  it.each(['before', 'after'] as const)(
    'are stored once when the connection is lost %s that',
    async (when) => {
      const ran: number[] = [];
      const sql = losing(engine.sql, 'complete', when);
      engine.startWorker([job(async ({ attempt }) => void ran.push(attempt))], {}, sql);
      await engine.enqueue({});
      await sql.lost;
      await engine.finished(1);
      await engine.enqueue({});
      await engine.finished(2);
      expect(ran).toEqual([1, 1]);
      expect(await engine.rows('select 1 from jobs')).toEqual([]);
    },
  );

  it('do not stay half done when the connection of their transaction is lost', async () => {
    const ran: number[] = [];
    engine.startWorker([
      job(async ({ attempt }, { commit }) => {
        ran.push(attempt);
        await commit(async (work) => {
          await work.tx.auditEntry.create({ data: { action: 'car.washed', subject: 'car:1' } });
          if (attempt > 1) return;
          const [own] = await work.tx.$queryRaw<{ pid: number }[]>`select pg_backend_pid() as pid`;
          await engine.rows('select pg_terminate_backend($1)', [own!.pid]);
        });
      }),
    ]);
    await engine.enqueue({});
    await engine.finished(1);
    expect(ran).toEqual([1, 2]);
    expect(await engine.rows('select action from audit_log')).toEqual([{ action: 'car.washed' }]);
  });

  async function blocked(): Promise<number[]> {
    const rows = await engine.rows<{ pid: number }>(
      `select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
    return rows.map((row) => row.pid);
  }
});

describe('a database that stops at once and comes back', () => {
  const log = createLog('silent');

  it('loses no job, and repeats none that was committed', { timeout: 90_000 }, async () => {
    const folder = await mkdtemp(join(tmpdir(), 'branchline-jobs-'));
    // Started by root the server is another account, which must be able to enter.
    await chmod(folder, 0o755);
    const server = await startEmbeddedPostgres({ folder: join(folder, 'postgres'), log });
    try {
      await applyMigrations({ url: server.url, folder: join(packageRoot, 'prisma', 'migrations'), log });
      const engine = await openJobEngine(server.url);
      const count = 400;
      const handler = job(
        async ({ payload }, { commit }) => {
          if (payload.n % 2 === 0)
            await commit((work) =>
              work.tx.auditEntry.create({ data: { action: 'car.washed', subject: `car:${payload.n}` } }),
            );
          else await engine.rows('select 1');
        },
        { maxAttempts: 20 },
      );
      const key = (n: number): string | undefined => (n % 5 === 0 ? `car:${n % 3}` : undefined);
      await engine.enqueue(
        ...Array.from({ length: count }, (_, n) => ({
          payload: { n },
          concurrencyKey: key(n),
          maxAttempts: 20,
        })),
      );
      const options = { leaseMs: 1_500, pollMs: 100 };
      engine.startWorker([handler], options);
      (await engine.openProcess()).startWorker([handler], options);
      for (let restart = 1; restart <= 2; restart++) {
        await eventually(async () => (await finished(engine)) >= restart * 80, 'some are done', 30_000);
        await stopAtOnce(join(folder, 'postgres'));
      }
      await eventually(async () => (await finished(engine)) === count, 'all are done', 45_000);
      expect(await engine.rows(`select subject from audit_log group by subject having count(*) > 1`)).toEqual(
        [],
      );
      expect(await engine.rows('select distinct subject from audit_log')).toHaveLength(count / 2);
      expect(await engine.rows('select id from finished_jobs group by id having count(*) > 1')).toEqual([]);
      expect(await engine.rows('select state from jobs')).toEqual([]);
      await engine.close();
    } finally {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    }
  });

  /** What a crash of the machine looks like to the server: it ends without saying anything to anybody. */
  async function stopAtOnce(folder: string): Promise<void> {
    const [pid] = (await readFile(join(folder, 'postmaster.pid'), 'utf8')).split('\n');
    process.kill(Number(pid), 'SIGQUIT');
  }

  async function finished(engine: JobEngine): Promise<number> {
    const [row] = await engine
      .rows<{ count: number }>('select count(*)::int from finished_jobs')
      .catch(() => []);
    return row?.count ?? 0;
  }
});
