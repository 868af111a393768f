import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createEmptyDatabase, type TestDatabase } from '../../../test/support/postgres.js';
import { applyMigrations } from './migrate.js';

const log = pino({ level: 'silent' });

describe('applyMigrations', () => {
  let database: TestDatabase;
  let folder: string;

  beforeEach(async () => {
    database = await createEmptyDatabase();
    folder = await mkdtemp(join(tmpdir(), 'branchline-migrations-'));
    await addMigration('20260101000000_cars', 'CREATE TABLE cars (plate text PRIMARY KEY);\nSELECT 1;\n');
  });

  afterEach(async () => {
    await database.drop();
    await rm(folder, { recursive: true });
  });

  async function addMigration(name: string, sql: string): Promise<void> {
    await mkdir(join(folder, name), { recursive: true });
    await writeFile(join(folder, name, 'migration.sql'), sql);
  }

  const migrate = (): Promise<string[]> => applyMigrations({ url: database.url, folder, log });

  async function query<Row extends pg.QueryResultRow>(sql: string): Promise<Row[]> {
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    try {
      return (await client.query<Row>(sql)).rows;
    } finally {
      await client.end();
    }
  }

  it('applies what is new, in the order of names, and nothing twice', async () => {
    expect(await migrate()).toEqual(['20260101000000_cars']);
    await addMigration('20260301000000_colour', "UPDATE cars SET colour = 'white';");
    await addMigration('20260201000000_colour_column', 'ALTER TABLE cars ADD colour text;');
    expect(await migrate()).toEqual(['20260201000000_colour_column', '20260301000000_colour']);
    expect(await migrate()).toEqual([]);
  });

  it('records a migration as prisma migrate deploy does', async () => {
    await migrate();
    const sql = await readFile(join(folder, '20260101000000_cars', 'migration.sql'));
    const [row, ...others] = await query('SELECT * FROM _prisma_migrations');
    expect(others).toEqual([]);
    expect(row).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      checksum: createHash('sha256').update(sql).digest('hex'),
      migration_name: '20260101000000_cars',
      started_at: expect.any(Date) as Date,
      finished_at: expect.any(Date) as Date,
      rolled_back_at: null,
      logs: null,
      applied_steps_count: 1,
    });
  });

  it('lets one of several processes apply and the others wait', async () => {
    await addMigration('20260102000000_slow', 'SELECT pg_sleep(0.3); CREATE TABLE slow (id int);');
    const applied = await Promise.all([migrate(), migrate(), migrate()]);
    expect(applied.flat()).toEqual(['20260101000000_cars', '20260102000000_slow']);
  });

  it('refuses an applied migration whose file was changed', async () => {
    await migrate();
    await addMigration('20260101000000_cars', 'CREATE TABLE cars (plate text);');
    await expect(migrate()).rejects.toMatchObject({
      code: 'postgres.migration_changed',
      message: expect.stringContaining('20260101000000_cars') as string,
    });
  });

  it('does not take other line ends for a change', async () => {
    await migrate();
    await addMigration('20260101000000_cars', 'CREATE TABLE cars (plate text PRIMARY KEY);\r\nSELECT 1;\r\n');
    expect(await migrate()).toEqual([]);
  });

  it('leaves nothing of a migration that fails and applies it once it is corrected', async () => {
    await addMigration('20260102000000_bad', 'CREATE TABLE half (id int); SELECT nonsense;');
    await expect(migrate()).rejects.toMatchObject({
      code: 'postgres.migration_failed',
      message: expect.stringMatching(/20260102000000_bad.*nonsense/) as string,
    });
    expect(await query("SELECT to_regclass('half')::text AS half")).toEqual([{ half: null }]);
    await addMigration('20260102000000_bad', 'CREATE TABLE whole (id int);');
    expect(await migrate()).toEqual(['20260102000000_bad']);
  });

  it('refuses to go on after a failure that could not be rolled back until a person has marked it', async () => {
    await addMigration(
      '20260102000000_index',
      '-- no-transaction\nCREATE INDEX CONCURRENTLY i ON nothing (id);',
    );
    await expect(migrate()).rejects.toMatchObject({ code: 'postgres.migration_failed' });
    await addMigration(
      '20260102000000_index',
      '-- no-transaction\nCREATE INDEX CONCURRENTLY i ON cars (plate);',
    );
    await expect(migrate()).rejects.toMatchObject({
      code: 'postgres.migration_failed',
      message: expect.stringContaining('"nothing" does not exist') as string,
    });
    await query('UPDATE _prisma_migrations SET rolled_back_at = now() WHERE finished_at IS NULL');
    expect(await migrate()).toEqual(['20260102000000_index']);
  });

  it('refuses a migration that a killed prisma migrate left unfinished', async () => {
    await migrate();
    await query('UPDATE _prisma_migrations SET finished_at = NULL, applied_steps_count = 0');
    await expect(migrate()).rejects.toMatchObject({ code: 'postgres.migration_failed' });
  });

  it('refuses a database that a newer version of the program has migrated', async () => {
    await addMigration('20260102000000_future', 'CREATE TABLE future (id int);');
    await migrate();
    await rm(join(folder, '20260102000000_future'), { recursive: true });
    await expect(migrate()).rejects.toMatchObject({
      code: 'postgres.database_newer',
      message: expect.stringContaining('20260102000000_future') as string,
    });
  });

  it('does not put its tables into a database of something else', async () => {
    await query('CREATE TABLE invoices (id int)');
    await expect(migrate()).rejects.toMatchObject({
      code: 'postgres.database_not_empty',
      message: expect.stringContaining('invoices') as string,
    });
  });
});
