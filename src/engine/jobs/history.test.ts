import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { job, openJobEngine, type JobEngine } from '../../../test/support/jobs.js';

let engine: JobEngine;

beforeAll(async () => {
  engine = await openJobEngine();
});
beforeEach(async () => {
  await engine.rows(`select history_forget('finished_jobs', -100), history_forget('job_attempts', -100)`);
});
afterAll(() => engine.close());

describe.each(['finished_jobs', 'job_attempts'])('the history in %s', (table) => {
  it('gets a partition for today and each day to come, once, whatever the time zone of the session', async () => {
    await engine.rows(`set timezone to 'Asia/Tbilisi'`);
    expect(await prepare(3)).toBe(4);
    expect(await prepare(3)).toBe(0);
    expect(await prepare(4)).toBe(1);
    expect(await partitions()).toHaveLength(5);
    await add(`date_trunc('day', now(), 'UTC') + interval '2 days'`);
    await add(`date_trunc('day', now(), 'UTC') + interval '3 days' - interval '1 ms'`);
    expect(await places()).toEqual([{ place: expect.stringMatching(/_\d{8}$/) as string, count: 2 }]);
  });

  it('keeps what came when nobody had prepared its day', async () => {
    await add('now()');
    expect(await prepare(1)).toBe(1);
    expect(await places()).toEqual([{ place: `${table}_default`, count: 1 }]);
  });

  it('forgets days that ended longer ago than it is kept, and no other', async () => {
    await engine.rows(`create table ${table}_20200101 partition of ${table}
                       for values from ('2020-01-01 00:00+00') to ('2020-01-02 00:00+00')`);
    await prepare(1);
    await add(`'2020-01-01 12:00+00'`);
    await add(`date_trunc('day', now(), 'UTC') - interval '7 days' - interval '1 ms'`);
    await add(`date_trunc('day', now(), 'UTC') - interval '7 days'`);
    await add('now()');
    const [row] = await engine.rows<{ dropped: number }>(`select history_forget('${table}', 7) as dropped`);
    expect(row).toEqual({ dropped: 1 });
    expect(await partitions()).toHaveLength(2);
    const [left] =
      await engine.rows(`select count(*)::int, bool_and(finished_at >= date_trunc('day', now(), 'UTC')
                                      - interval '7 days') as young from ${table}`);
    expect(left).toEqual({ count: 2, young: true });
  });

  async function prepare(daysAhead: number): Promise<number> {
    const [row] = await engine.rows<{ made: number }>(`select history_prepare('${table}', $1) as made`, [
      daysAhead,
    ]);
    return row!.made;
  }

  function partitions(): Promise<unknown[]> {
    return engine.rows(
      `select 1 from pg_inherits where inhparent = '${table}'::regclass and inhrelid <> '${table}_default'::regclass`,
    );
  }

  function places(): Promise<unknown[]> {
    return engine.rows(`select tableoid::regclass::text as place, count(*)::int from ${table} group by 1`);
  }

  async function add(at: string): Promise<void> {
    await engine.rows(
      table === 'finished_jobs'
        ? `insert into finished_jobs (id, kind, outcome, priority, payload, attempts, correlation_id, created_at, finished_at)
           values (1, 'wash', 'done', 5, '{}', 1, 'c1', now(), ${at})`
        : `insert into job_attempts (job_id, attempt, outcome, started_at, finished_at)
           values (1, 1, 'failed', now(), ${at})`,
    );
  }
});

it('jobs that end go into the partition of their day', async () => {
  await engine.rows(`select history_prepare('finished_jobs', 1)`);
  engine.startWorker([job()]);
  await engine.enqueue({});
  await engine.finished(1);
  const [row] = await engine.rows<{ place: string }>(
    'select tableoid::regclass::text as place from finished_jobs',
  );
  expect(row!.place).toMatch(/^finished_jobs_\d{8}$/);
});
