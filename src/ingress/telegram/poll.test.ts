import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openTestDatabase, type OpenDatabase } from '../../../test/support/database.js';
import { eventually } from '../../../test/support/eventually.js';
import { createLog } from '../../platform/log/index.js';
import type { Sql } from '../../platform/sql/index.js';
import { NINO, run, type Running } from '../../playground/telegram/emulator-for-tests.js';
import { pollUpdates, type Polling } from './poll.js';

let database: OpenDatabase;
let telegram: Running;
const pollings: Polling[] = [];

beforeAll(async () => {
  database = await openTestDatabase();
});

beforeEach(async () => {
  telegram = await run();
});

afterEach(async () => {
  await Promise.all(pollings.splice(0).map((polling) => polling.stop()));
  await telegram.emulator.close();
  await database.rows('truncate telegram_updates, jobs');
});

afterAll(() => database.close());

/** A process that fetches updates. */
function poll(sql: Sql = database.sql): Polling {
  const polling = pollUpdates({
    api: telegram.api,
    sql,
    wakeups: database.wakeups,
    log: createLog('silent'),
  });
  pollings.push(polling);
  return polling;
}

function write(...texts: string[]): void {
  for (const text of texts) telegram.emulator.seat.sendMessage({ user: NINO, chat: NINO, text });
}

async function texts(): Promise<string[]> {
  const rows = await database.rows<{ text: string }>(
    `select body->'message'->>'text' as text from telegram_updates order by update_id`,
  );
  return rows.map((row) => row.text);
}

const arrived = (count: number): Promise<void> =>
  eventually(async () => (await texts()).length === count, `${count} updates are stored`);

async function jobCount(): Promise<number> {
  return (await database.rows('select id from jobs')).length;
}

/** Updates that Telegram still keeps for the bot. */
async function unconfirmed(): Promise<number> {
  return (await telegram.api.getUpdates({ timeout: 0 })).length;
}

/** Stores through the database until so many updates are in; what happens then is up to the test. */
function storing(count: number, then: () => Promise<void>, order: 'before' | 'after'): Sql {
  let stored = 0;
  return {
    async rows<Row>(...call: Parameters<Sql['rows']>) {
      if (order === 'before' && stored === count) await then();
      const rows = await database.sql.rows<Row>(...call);
      stored += 1;
      if (order === 'after' && stored === count) await then();
      return rows;
    },
  };
}

const five = ['один', 'два', 'три', 'четыре', 'пять'];

describe('long polling', () => {
  it('stores what was sent before and what is sent later, each once and in order', async () => {
    write('один', 'два');
    poll();
    await arrived(2);
    write('три', 'четыре', 'пять');
    await arrived(5);
    expect(await texts()).toEqual(five);
    expect(await jobCount()).toBe(5);
  });

  it('tells Telegram that it has an update only when that is stored', async () => {
    write(...five);
    let offsets: unknown[] = [];
    const sql = storing(
      4,
      async () => {
        await arrived(4);
        offsets = telegram.emulator.seat.calls().map((call) => call.params['offset']);
      },
      'before',
    );
    const polling = poll(sql);
    await arrived(5);
    await polling.stop();
    expect(offsets).toEqual([0]);
  });

  it('loses and doubles nothing when the process ends in the middle of what it was given', async () => {
    write(...five);
    let ended = false;
    const dying = poll(
      storing(
        2,
        () => {
          ended = true;
          return Promise.reject(new Error('the process is gone'));
        },
        'before',
      ),
    );
    await eventually(() => ended, 'the process is gone');
    await dying.stop();
    expect(await texts()).toEqual(five.slice(0, 2));

    poll();
    await arrived(5);
    expect(await texts()).toEqual(five);
    expect(await jobCount()).toBe(5);
  });

  it('loses and doubles nothing when the process ends after storing, before Telegram knows', async () => {
    write(...five);
    const stops: Promise<void>[] = [];
    const dying: Polling = poll(
      storing(
        5,
        () => {
          stops.push(dying.stop());
          return Promise.resolve();
        },
        'after',
      ),
    );
    await eventually(() => stops.length > 0, 'all are stored and the process ends');
    await Promise.all(stops);
    expect(await unconfirmed()).toBe(5);

    poll();
    write('шесть');
    await arrived(6);
    expect(await texts()).toEqual([...five, 'шесть']);
    expect(await jobCount()).toBe(6);
  });

  it('goes on where it was when the database was away for a moment', async () => {
    write(...five);
    let failures = 0;
    const away = (): Promise<void> => {
      failures += 1;
      return failures === 1 ? Promise.reject(new Error('the database is away')) : Promise.resolve();
    };
    poll(storing(2, away, 'before'));
    await arrived(5);
    expect(failures).toBe(2);
    expect(await texts()).toEqual(five);
    expect(await jobCount()).toBe(5);
  });

  it('ends at once when it is stopped while it waits for updates', async () => {
    const polling = poll();
    write('один');
    await arrived(1);
    const before = Date.now();
    await polling.stop();
    // Telegram would have kept it for 25 seconds.
    expect(Date.now() - before).toBeLessThan(10_000);
  });
});
