import type { Pool } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/support/postgres.js';
import { createLog } from '../../platform/log/index.js';
import { createPool } from '../../platform/postgres/index.js';
import { Housekeeping } from './housekeeping.js';

const log = createLog('silent');
let database: TestDatabase;
let pool: Pool;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = createPool({ url: database.url, max: 5, applicationName: 'test', log });
});

afterEach(async () => {
  await pool.query('truncate finished_jobs, job_attempts, effects, event_keys, job_dedupe_windows');
});

afterAll(async () => {
  await pool.end();
  await database.drop();
});

async function rows<Row>(text: string): Promise<Row[]> {
  return (await pool.query(text)).rows as Row[];
}

async function keepHouse(keepDays = 30): Promise<void> {
  await new Housekeeping({ pool, log, keepDays, more: [] }).round();
}

async function finish(id: number, daysAgo: number): Promise<void> {
  await pool.query(
    `insert into finished_jobs (id, kind, outcome, priority, payload, attempts, correlation_id, created_at, finished_at)
     values ($1, 'wash', 'done', 5, '{}', 1, 'c', now(), now() - make_interval(days => $2))`,
    [id, daysAgo],
  );
}

describe('history', () => {
  it('has a partition for today and the week to come, however often they are asked for', async () => {
    await keepHouse();
    await keepHouse();
    await finish(1, 0);
    const [today] = await rows<{ partition: string; day: string }>(
      `select tableoid::regclass::text as partition, to_char(finished_at at time zone 'UTC', 'YYYYMMDD') as day
       from finished_jobs`,
    );
    expect(today?.partition).toBe(`finished_jobs_${today?.day ?? ''}`);
    expect(
      await rows(`select count(*)::int as n from pg_inherits where inhparent = 'finished_jobs'::regclass`),
    ).toEqual([{ n: 9 }]);
  });

  it('loses whole days that are older than configured, and nothing else', async () => {
    await pool.query(`select history_prepare('finished_jobs', 0)`);
    // As if it had been made 40 days ago, in time.
    await pool.query(`do $$ begin
      execute format('create table finished_jobs_%s partition of finished_jobs for values from (%L) to (%L)',
        to_char(now() at time zone 'UTC' - interval '40 days', 'YYYYMMDD'),
        to_char(now() at time zone 'UTC' - interval '40 days', 'YYYY-MM-DD') || ' 00:00+00',
        to_char(now() at time zone 'UTC' - interval '39 days', 'YYYY-MM-DD') || ' 00:00+00');
    end $$`);
    await finish(1, 40);
    await finish(2, 35);
    await finish(3, 29);
    await finish(4, 0);
    await keepHouse(30);
    expect(await rows('select id::int from finished_jobs order by id')).toEqual([{ id: 3 }, { id: 4 }]);
  });

  it('takes a job that ends although nobody made its partition, and still gets partitions after that', async () => {
    await finish(1, -20);
    await keepHouse();
    expect(await rows('select tableoid::regclass::text as place from finished_jobs')).toEqual([
      { place: 'finished_jobs_default' },
    ]);
  });

  it('does not hold up jobs that end while partitions are made', async () => {
    const client = await pool.connect();
    await client.query('begin');
    await client.query(
      `insert into finished_jobs (id, kind, outcome, priority, payload, attempts, correlation_id, created_at)
       values (9, 'wash', 'done', 5, '{}', 1, 'c', now())`,
    );
    await pool.query(`select history_prepare('job_attempts', 8), history_prepare('finished_jobs', 8)`);
    await client.query('commit');
    client.release();
    expect(await rows('select id::int from finished_jobs')).toEqual([{ id: 9 }]);
  });
});

describe('a round', () => {
  it('forgets what left or ran out long ago, and keeps what has not left and what still counts', async () => {
    await pool.query(
      `insert into effects (lane, channel, kind, payload, state, correlation_id, sent_at)
       values ('a', 't', 'old', '{}', 'sent', 'c', now() - interval '31 days'),
              ('a', 't', 'merged', '{}', 'merged', 'c', now() - interval '31 days'),
              ('a', 't', 'new', '{}', 'sent', 'c', now() - interval '29 days'),
              ('a', 't', 'failed', '{}', 'failed', 'c', null), ('a', 't', 'pending', '{}', 'pending', 'c', null)`,
    );
    await pool.query(
      `insert into event_keys (source, key, event_id, expires_at)
       values ('s', 'over', gen_random_uuid(), now() - interval '1 second'), ('s', 'id', gen_random_uuid(), 'infinity')`,
    );
    await pool.query(
      `insert into job_dedupe_windows (kind, key, expires_at)
       values ('wash', 'over', now() - interval '1 second'), ('wash', 'open', now() + interval '1 hour')`,
    );
    await keepHouse();
    expect(await rows('select kind from effects order by kind')).toEqual([
      { kind: 'failed' },
      { kind: 'new' },
      { kind: 'pending' },
    ]);
    expect(await rows('select key from event_keys')).toEqual([{ key: 'id' }]);
    expect(await rows('select key from job_dedupe_windows')).toEqual([{ key: 'open' }]);
  });

  it('is left to another process that is at it', async () => {
    const client = await pool.connect();
    await client.query('begin');
    await client.query(`select pg_advisory_xact_lock(hashtext('branchline housekeeping'))`);
    await pool.query(
      `insert into job_dedupe_windows (kind, key, expires_at) values ('wash', 'over', now() - interval '1 second')`,
    );
    await keepHouse();
    expect(await rows('select key from job_dedupe_windows')).toEqual([{ key: 'over' }]);
    await client.query('rollback');
    client.release();
  });
});
