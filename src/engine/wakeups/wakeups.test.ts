import { Client, type Pool } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../../../test/support/eventually.js';
import { createTestDatabase, type TestDatabase } from '../../../test/support/postgres.js';
import { createLog } from '../../platform/log/index.js';
import { createPool } from '../../platform/postgres/index.js';
import { Wakeups, type WakeupTopic } from './wakeups.js';

const log = createLog('silent');
let database: TestDatabase;
let pool: Pool;
let opened: Wakeups[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  pool = createPool({ url: database.url, max: 5, applicationName: 'test', log });
});

afterEach(async () => {
  await Promise.all(opened.map((wakeups) => wakeups.stop()));
  opened = [];
});

afterAll(async () => {
  await pool.end();
  await database.drop();
});

/** The wake-ups of one process. */
function open(): { wakeups: Wakeups; heard: WakeupTopic[] } {
  const wakeups = new Wakeups({ pool, url: database.url, log });
  opened.push(wakeups);
  const heard: WakeupTopic[] = [];
  for (const topic of ['jobs', 'outbox', 'events'] as const) wakeups.onWake(topic, () => heard.push(topic));
  return { wakeups, heard };
}

async function listeners(): Promise<number[]> {
  const { rows } = await pool.query<{ pid: number }>(
    `select pid from pg_stat_activity where datname = current_database() and application_name = 'branchline listen'`,
  );
  return rows.map((row) => row.pid);
}

describe('wake-ups', () => {
  it('are heard at once within the process, until one listens no more', () => {
    const { wakeups, heard } = open();
    let once = 0;
    const forget = wakeups.onWake('jobs', () => once++);
    wakeups.wake('jobs');
    forget();
    wakeups.wake('jobs');
    wakeups.wake('outbox');
    wakeups.wake('events');
    expect(heard).toEqual(['jobs', 'jobs', 'outbox', 'events']);
    expect(once).toBe(1);
  });

  it('are heard by another process, which hears what it is about', async () => {
    const [here, there] = [open(), open()];
    await there.wakeups.listen();
    there.heard.length = 0;
    for (const topic of ['outbox', 'events'] as const) {
      here.wakeups.wake(topic);
      await eventually(() => there.heard.includes(topic), 'the other process hears it');
      expect(there.heard.splice(0)).not.toContain(topic === 'outbox' ? 'events' : 'outbox');
    }
  });

  it('reach others at once, and together with what comes soon after, however many there are', async () => {
    const { wakeups } = open();
    const client = new Client({ connectionString: database.url });
    await client.connect();
    const notifications: unknown[] = [];
    client.on('notification', ({ payload }) => notifications.push(payload));
    await client.query('listen branchline_wakeup');
    for (let n = 0; n < 100; n++) wakeups.wake('jobs');
    wakeups.wake('outbox');
    // The last to be told: what was told before it has arrived.
    await eventually(() => notifications.includes('outbox'), 'others are told');
    await eventually(() => notifications.includes('jobs'), 'others are told of the jobs');
    await client.query('select 1');
    // The first at once, everything after it together.
    expect(notifications.sort()).toEqual(['jobs', 'jobs', 'outbox']);
    await client.end();
  });

  it('make everybody look once when listening begins: what was announced before was not heard', async () => {
    const { wakeups, heard } = open();
    await wakeups.listen();
    expect(heard).toEqual(['jobs', 'outbox', 'events']);
  });

  it('are heard again after the database ended the connection', async () => {
    const [here, there] = [open(), open()];
    await there.wakeups.listen();
    // Those of earlier tests have ended; the server takes its time to forget them.
    await eventually(async () => (await listeners()).length === 1, 'only this one listens');
    const [pid] = await listeners();
    there.heard.length = 0;
    await pool.query('select pg_terminate_backend($1)', [pid]);
    await eventually(
      async () => (await listeners()).some((one) => one !== pid) && there.heard.length > 0,
      'it listens again and looks for what it missed',
    );
    expect(there.heard).toEqual(['jobs', 'outbox', 'events']);
    here.wakeups.wake('jobs');
    await eventually(() => there.heard.length > 3, 'the other process hears it');
    expect(there.heard.at(-1)).toBe('jobs');
  });

  it('leave no connection behind, also when they are stopped while it is being made', async () => {
    const { wakeups } = open();
    const listening = wakeups.listen();
    await wakeups.stop();
    await listening;
    await eventually(async () => (await listeners()).length === 0, 'nobody listens');
  });
});
