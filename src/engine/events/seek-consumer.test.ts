import type { Pool } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { eventually } from '../../../test/support/eventually.js';
import { createTestDatabase, type TestDatabase } from '../../../test/support/postgres.js';
import { createLog } from '../../platform/log/index.js';
import { createPool, withTransaction } from '../../platform/postgres/index.js';
import { sqlOfPool, type Sql } from '../../platform/sql/index.js';
import { appendEvent } from './append.js';
import { consumeBatch } from './consume-batch.js';
import { defineConsumer, type Transactions } from './consumer-definition.js';
import { settleEpoch } from './epoch.js';
import { readEvents } from './read-events.js';
import { replayFault } from './replay-fault.js';
import { seekConsumer, type SeekTarget } from './seek-consumer.js';

let database: TestDatabase;
let pool: Pool;
let sql: Sql;
let transactions: Transactions<Sql>;
/** The handler writes here, in the transaction of its batch. */
let handle: (ids: string[]) => void = () => undefined;

const consumer = defineConsumer<Sql>({
  name: 'audit',
  from: 'beginning',
  batch: 100,
  maxFailures: 1,
  async handle(events, work) {
    for (const event of events) {
      await work.rows(
        {
          name: 'handled',
          text: `insert into handled (correlation_id) values ($1)`,
        },
        [event.correlationId],
      );
    }
    handle(events.map((event) => event.correlationId));
  },
});

beforeAll(async () => {
  database = await createTestDatabase();
  pool = createPool({ url: database.url, max: 8, applicationName: 'test', log: createLog('silent') });
  sql = sqlOfPool(pool);
  transactions = {
    transact: (write) => withTransaction(pool, (client) => write(sqlOfPool(client), sqlOfPool(client))),
  };
  await pool.query('create table handled (n bigserial primary key, correlation_id text)');
});

beforeEach(async () => {
  await pool.query(
    'truncate events, event_keys, jobs, event_consumers, consumer_faults, handled restart identity',
  );
  await pool.query('update stream_epoch set xid_offset = 0');
  await pool.query(`insert into event_consumers (name) values ('audit')`);
  handle = () => undefined;
});

afterAll(async () => {
  await pool.end();
  await database.drop();
});

async function append(correlationId: string, on: Sql = sql): Promise<void> {
  await appendEvent(on, {
    type: 'booking.updated',
    source: 'rentprog',
    branch: null,
    timestamp: new Date(),
    payload: {},
    correlationId,
  });
}

/** Appends `ids`, and has the group handle them once they are settled; answers their positions. */
async function handleAll(...ids: string[]): Promise<bigint[]> {
  for (const id of ids) await append(id);
  await settled(ids.length);
  await consumeBatch(transactions, consumer, () => 100);
  return (await readEvents(sql, { after: 0n, limit: 100 })).map((event) => event.position);
}

/** Transactions of other databases of the server hold the stream up, too. */
async function settled(count: number): Promise<void> {
  await eventually(
    async () => (await readEvents(sql, { after: 0n, limit: 100 })).length === count,
    `${count} events are settled`,
  );
}

/** What the group handles when it goes on from where it stands. */
async function goesOn(): Promise<string[]> {
  const before = (await handled()).length;
  await consumeBatch(transactions, consumer, () => 100);
  return (await handled()).slice(before);
}

async function handled(): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>('select correlation_id as id from handled order by n');
  return rows.map((row) => row.id);
}

async function faults(): Promise<unknown[]> {
  return (await pool.query('select position, error from consumer_faults order by position'))
    .rows as unknown[];
}

describe('seekConsumer', () => {
  it('has events handled again from the beginning, or after a position', async () => {
    const [first] = await handleAll('e1', 'e2', 'e3');
    expect(await goesOn()).toEqual([]);
    expect(await seekConsumer(sql, 'audit', 'beginning')).toBe(0n);
    expect(await goesOn()).toEqual(['e1', 'e2', 'e3']);
    expect(await seekConsumer(sql, 'audit', { position: first! })).toBe(first);
    expect(await goesOn()).toEqual(['e2', 'e3']);
  });

  it('has events handled again from the first that was received at a time', async () => {
    await handleAll('e1', 'e2', 'e3');
    await pool.query(
      `update events set received_at = timestamptz '2025-11-25 10:00Z' + (right(correlation_id, 1) || 'h')::interval`,
    );
    await seekConsumer(sql, 'audit', { timestamp: new Date('2025-11-25T12:00:00Z') });
    expect(await goesOn()).toEqual(['e2', 'e3']);
    await seekConsumer(sql, 'audit', { timestamp: new Date('2025-11-25T12:00:00.001Z') });
    expect(await goesOn()).toEqual(['e3']);
  });

  it('leaves out what there is when it goes to now, but nothing that is still being written', async () => {
    for (const id of ['e1', 'e2']) await append(id);
    await settled(2);
    await withTransaction(pool, async (client) => {
      await append('open', sqlOfPool(client));
      await seekConsumer(sql, 'audit', 'now');
      const { rows } = await client.query<{ now: Date }>('select now()');
      await append('late');
      // The same by time: the open transaction has begun before, so its event counts as received before.
      await seekConsumer(sql, 'audit', { timestamp: rows[0]!.now });
    });
    await settled(4);
    expect(await goesOn()).toEqual(['open', 'late']);
  });

  it('waits for the batch that is being handled, and then counts', async () => {
    for (const id of ['e1', 'e2']) await append(id);
    await settled(2);
    let seeking: Promise<unknown> | undefined;
    handle = () => {
      seeking = seekConsumer(sql, 'audit', 'beginning');
    };
    await consumeBatch(transactions, consumer, () => 100);
    handle = () => undefined;
    await seeking;
    expect(await goesOn()).toEqual(['e1', 'e2']);
  });

  it('refuses a group that does not exist, a position or time ahead, and what is none', async () => {
    const [, last] = await handleAll('e1', 'e2');
    const ahead = last! + (1_000_000n << 16n);
    const refused: readonly [string, SeekTarget, string][] = [
      ['nobody', 'now', 'event.consumer_unknown'],
      ['audit', { position: ahead }, 'event.position_in_future'],
      ['audit', { timestamp: new Date(Date.now() + 3_600_000) }, 'event.position_in_future'],
      ['audit', { position: -1n }, 'event.position_invalid'],
      ['audit', { timestamp: new Date(Number.NaN) }, 'event.position_invalid'],
    ];
    for (const [name, target, code] of refused)
      await expect(seekConsumer(sql, name, target)).rejects.toMatchObject({ code, retryable: false });
    expect(await goesOn()).toEqual([]);
  });
});

describe('a group that went to now', () => {
  it('gets what is appended after a restore into a cluster that counts its transactions from lower numbers', async () => {
    await pool.query(`update event_consumers set position = position + (1000000::bigint << 16)`);
    await settleEpoch(sql);
    await append('after');
    await settled(1);
    expect(await goesOn()).toEqual(['after']);
  });
});

describe('replayFault', () => {
  /** A group that has given up e2 of three events; answers where e2 is. */
  async function giveUp(): Promise<bigint> {
    const [, second] = await handleAll('e1', 'e2', 'e3');
    await pool.query(
      `insert into consumer_faults (consumer, position, event_id, error)
       select 'audit', position, id, 'no' from events where correlation_id = 'e2'`,
    );
    await pool.query('truncate handled');
    return second!;
  }

  it('handles the one event, ends the fault, and leaves the group where it is', async () => {
    const position = await giveUp();
    await replayFault({ sql, transactions }, consumer, position);
    expect(await handled()).toEqual(['e2']);
    expect(await faults()).toEqual([]);
    expect(await goesOn()).toEqual([]);
  });

  it('keeps the fault with the newer error when the event fails again, and nothing that was written', async () => {
    const position = await giveUp();
    handle = () => {
      throw new Error('still no');
    };
    await expect(replayFault({ sql, transactions }, consumer, position)).rejects.toThrow('still no');
    expect(await handled()).toEqual([]);
    expect(await faults()).toEqual([{ position, error: 'still no' }]);
  });

  it('handles it once when two people ask for it at the same time', async () => {
    const position = await giveUp();
    const both = await Promise.allSettled(
      [1, 2].map(() => replayFault({ sql, transactions }, consumer, position)),
    );
    expect(both.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await handled()).toEqual(['e2']);
  });

  it('is not needed for what the group handles itself after it was sent back', async () => {
    await giveUp();
    await seekConsumer(sql, 'audit', 'beginning');
    expect(await faults()).toHaveLength(1);
    expect(await goesOn()).toEqual(['e1', 'e2', 'e3']);
    expect(await faults()).toEqual([]);
  });

  it('refuses a group that does not exist and an event that is no fault', async () => {
    const position = await giveUp();
    const unknown = { ...consumer, name: 'nobody' };
    await expect(replayFault({ sql, transactions }, unknown, position)).rejects.toMatchObject({
      code: 'event.consumer_unknown',
    });
    await expect(replayFault({ sql, transactions }, consumer, position + 1n)).rejects.toMatchObject({
      code: 'event.fault_unknown',
      retryable: false,
    });
  });
});
