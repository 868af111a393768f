import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import pg from 'pg';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startEmbeddedPostgres, type EmbeddedPostgres } from './embedded.js';
import { isAlive } from './running-process.js';

const log = pino({ level: 'silent' });

describe('startEmbeddedPostgres', () => {
  let place: string;
  let folder: string;

  // One cluster goes through all of this, as one does in an operator's hands; making it is the slow part.
  beforeAll(async () => {
    place = await mkdtemp(join(tmpdir(), 'branchline-embedded-'));
    await chmod(place, 0o755);
    folder = join(place, 'data', 'postgres');
    const database = await start();
    await query(database, 'CREATE TABLE cars (plate text)');
    await query(database, "INSERT INTO cars VALUES ('AA-001-AA')");
    await database.stop();
  });

  afterAll(async () => {
    await rm(place, { recursive: true, force: true });
  });

  const start = (options: { port?: number } = {}): Promise<EmbeddedPostgres> =>
    startEmbeddedPostgres({ folder, durable: false, log, ...options });

  async function query(database: EmbeddedPostgres, sql: string): Promise<unknown[]> {
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(sql)).rows;
    } finally {
      await client.end();
    }
  }

  async function whileRunning<Result>(
    work: (database: EmbeddedPostgres) => Promise<Result>,
  ): Promise<Result> {
    const database = await start();
    try {
      return await work(database);
    } finally {
      await database.stop();
    }
  }

  const cars = (database: EmbeddedPostgres): Promise<unknown[]> => query(database, 'SELECT plate FROM cars');
  const stored = [{ plate: 'AA-001-AA' }];
  const serverPid = async (): Promise<number> =>
    Number.parseInt(await readFile(join(folder, 'postmaster.pid'), 'utf8'), 10);

  /** A program of its own that runs the database and ends at once when it is told to. */
  async function startInChild(): Promise<{
    child: ChildProcessByStdio<Writable, Readable, null>;
    server: number;
  }> {
    const program = `
      import { startEmbeddedPostgres } from ${JSON.stringify(new URL('./embedded.ts', import.meta.url).href)};
      const quiet = () => undefined;
      const log = { debug: quiet, info: quiet, warn: quiet, error: quiet };
      await startEmbeddedPostgres({ folder: ${JSON.stringify(folder)}, durable: false, log });
      process.stdin.once('data', () => process.exit());
      console.log('ready');`;
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', program], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    return { child, server: await serverPid() };
  }

  it('leaves a server alone that was ready in time, however long it runs', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true, toFake: ['setTimeout', 'clearTimeout'] });
    try {
      await whileRunning(async (database) => {
        const client = new pg.Client({ connectionString: database.url });
        await client.connect();
        await vi.advanceTimersByTimeAsync(86_400_000);
        expect((await client.query('SELECT plate FROM cars')).rows).toEqual(stored);
        await client.end();
      });
    } finally {
      vi.useRealTimers();
    }
  });

  it('keeps its data, address and password over a restart', async () => {
    const first = await whileRunning((database) => Promise.resolve(database.url));
    await whileRunning(async (database) => {
      expect(database.url).toBe(first);
      expect(await cars(database)).toEqual(stored);
    });
  });

  it('gives a database in UTF-8 and UTC, to a role that is no superuser, behind a password', async () => {
    await whileRunning(async (database) => {
      expect(
        await query(
          database,
          `SELECT pg_encoding_to_char(encoding) AS encoding, current_setting('timezone') AS timezone,
             lower('ТБИЛИСИ') AS lower, rolsuper, current_setting('listen_addresses') AS listens
           FROM pg_database JOIN pg_roles ON pg_roles.oid = datdba
           WHERE datname = current_database()`,
        ),
      ).toEqual([
        { encoding: 'UTF8', timezone: 'UTC', lower: 'тбилиси', rolsuper: false, listens: '127.0.0.1' },
      ]);
      const wrong = new URL(database.url);
      wrong.password = 'guess';
      await expect(query({ ...database, url: wrong.href }, 'SELECT 1')).rejects.toMatchObject({
        code: '28P01',
      });
    });
    expect((await stat(join(folder, 'branchline.json'))).mode & 0o777).toBe(0o600);
  });

  it('refuses a second instance on the folder and names the first', async () => {
    await whileRunning(async (database) => {
      await expect(start()).rejects.toMatchObject({
        code: 'postgres.folder_in_use',
        message: expect.stringContaining(`process ${process.pid}`) as string,
      });
      expect(await cars(database)).toEqual(stored);
    });
  });

  it('stops the server that a killed instance left behind and starts with its data', async () => {
    const { child, server: left } = await startInChild();
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(await isAlive(left)).toBe(true);
    await whileRunning(async (database) => {
      expect(await isAlive(left)).toBe(false);
      expect(await cars(database)).toEqual(stored);
    });
  });

  it('is not stopped by a pid file whose number belongs to another process now', async () => {
    await writeFile(join(folder, 'postmaster.pid'), `${process.pid}\n${folder}\n1\n5432\n\n127.0.0.1\n`);
    expect(await whileRunning(cars)).toEqual(stored);
  });

  it('takes another port when the wanted one is in use, and keeps it', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const database = await start({ port });
    expect(new URL(database.url).port).not.toBe(String(port));
    expect(await cars(database)).toEqual(stored);
    await database.stop();
    other.close();
    expect(await whileRunning((again) => Promise.resolve(again.url))).toBe(database.url);
  });

  it('comes back on the same address when its server dies', async () => {
    await whileRunning(async (database) => {
      process.kill(await serverPid(), 'SIGKILL');
      await expect
        .poll(() => cars(database).catch(() => []), { timeout: 15_000, interval: 50 })
        .toEqual(stored);
    });
  });

  it('moves a folder aside that was left half made, and starts with an empty one', async () => {
    const kept = join(place, 'kept');
    await rename(folder, kept);
    await mkdir(join(folder, 'base'), { recursive: true });
    await writeFile(join(folder, 'PG_VERSION'), '18\n');
    await whileRunning(async (database) => {
      expect(await query(database, "SELECT to_regclass('cars') AS cars")).toEqual([{ cars: null }]);
    });
    const aside = (await readdir(join(place, 'data'))).filter((name) => name.startsWith('postgres.broken-'));
    expect(aside).toHaveLength(1);
    expect(await readdir(join(place, 'data', aside[0] ?? ''))).toEqual(['PG_VERSION', 'base']);
    await rm(folder, { recursive: true });
    await rename(kept, folder);
  });

  it('does not take a database whose password is lost for an empty folder', async () => {
    await rename(join(folder, 'branchline.json'), join(place, 'record'));
    await expect(start()).rejects.toMatchObject({ code: 'postgres.folder_unknown' });
    await rename(join(place, 'record'), join(folder, 'branchline.json'));
    expect(await whileRunning(cars)).toEqual(stored);
  });

  it('says what to do with a folder of another major version', async () => {
    await writeFile(join(folder, 'PG_VERSION'), '17\n');
    await expect(start()).rejects.toMatchObject({
      code: 'postgres.other_major',
      message: expect.stringMatching(/made by PostgreSQL 17.*PostgreSQL 18.*pg_dump/) as string,
    });
    await writeFile(join(folder, 'PG_VERSION'), '18\n');
  });

  it.runIf(process.getuid?.() === 0)('works for root in a folder that is closed to others', async () => {
    await chmod(place, 0o700);
    expect(await whileRunning(cars)).toEqual(stored);
    await chmod(place, 0o755);
  });

  it('ends with the program also when nobody called stop', async () => {
    const { child, server } = await startInChild();
    child.stdin.end('exit');
    await once(child, 'exit');
    await expect.poll(() => isAlive(server), { timeout: 10_000, interval: 20 }).toBe(false);
  });
});
