import pg from 'pg';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEmptyDatabase, type TestDatabase } from '../../../test/support/postgres.js';
import { createPool, withTransaction } from './pool.js';

describe('createPool', () => {
  let database: TestDatabase;
  let pool: pg.Pool;

  beforeAll(async () => {
    database = await createEmptyDatabase();
    pool = createPool({
      url: database.url,
      max: 2,
      applicationName: 'pool test',
      log: pino({ level: 'silent' }),
    });
    await pool.query('CREATE TABLE notes (id bigint)');
  });

  afterAll(async () => {
    await pool.end();
    await database.drop();
  });

  const count = async (): Promise<unknown> =>
    (await pool.query<{ count: bigint }>('SELECT count(*) FROM notes')).rows[0]?.count;

  it('gives int8 as bigint, and only in this pool', async () => {
    expect((await pool.query('SELECT 9007199254740993::int8 AS id')).rows).toEqual([
      { id: 9007199254740993n },
    ]);
    const other = new pg.Client({ connectionString: database.url });
    await other.connect();
    expect((await other.query('SELECT 1::int8 AS id')).rows).toEqual([{ id: '1' }]);
    await other.end();
  });

  it('works in UTC whatever the server says', async () => {
    await pool.query(
      `ALTER DATABASE ${new URL(database.url).pathname.slice(1)} SET timezone = 'Asia/Tbilisi'`,
    );
    const fresh = createPool({
      url: database.url,
      max: 1,
      applicationName: 'x',
      log: pino({ level: 'silent' }),
    });
    expect((await fresh.query('SHOW timezone')).rows).toEqual([{ TimeZone: 'UTC' }]);
    await fresh.end();
  });

  it('ends a statement that runs too long', async () => {
    const impatient = createPool({
      url: database.url,
      max: 1,
      applicationName: 'x',
      statementTimeoutMs: 200,
      log: pino({ level: 'silent' }),
    });
    await expect(impatient.query('SELECT pg_sleep(5)')).rejects.toMatchObject({ code: '57014' });
    await impatient.end();
  });

  it('goes on after its connections were cut, idle ones and one inside a transaction', async () => {
    const cut = withTransaction(pool, async (client) => {
      const other = new pg.Client({ connectionString: database.url });
      await other.connect();
      await other.query(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'pool test'",
      );
      await other.end();
      await client.query('SELECT 1');
    });
    await expect(cut).rejects.toThrow();
    expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  });

  it('commits what the work did and gives its result', async () => {
    const result = await withTransaction(pool, async (client) => {
      await client.query('INSERT INTO notes VALUES (1)');
      return 'done';
    });
    expect(result).toBe('done');
    expect(await count()).toBe(1n);
  });

  it('rolls back when the work throws, with the same error', async () => {
    const work = withTransaction(pool, async (client) => {
      await client.query('INSERT INTO notes VALUES (2)');
      throw new Error('no car');
    });
    await expect(work).rejects.toThrow('no car');
    expect(await count()).toBe(1n);
  });

  it('does not report success when a failed statement in the work was swallowed', async () => {
    const work = withTransaction(pool, async (client) => {
      await client.query('INSERT INTO notes VALUES (3)');
      await client.query('SELECT nonsense').catch(() => undefined);
    });
    await expect(work).rejects.toMatchObject({ code: 'postgres.transaction_aborted' });
    expect(await count()).toBe(1n);
  });
});
