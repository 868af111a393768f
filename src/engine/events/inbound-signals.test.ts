import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { openTestDatabase, type OpenDatabase } from '../../../test/support/database.js';
import { eventually } from '../../../test/support/eventually.js';
import { describeWithRedis, startTestRedis, type TestRedis } from '../../../test/support/redis.js';
import { systemClock } from '../../kernel/clock.js';
import { createLog } from '../../platform/log/index.js';
import type { Sql } from '../../platform/sql/index.js';
import { InboundSignals, settleEpoch, SIGNALS_GROUP, SIGNALS_STREAM } from './index.js';

const log = createLog('silent');

describeWithRedis('signals from Redis', () => {
  let database: OpenDatabase;
  let redis: TestRedis;
  let readers: InboundSignals[] = [];

  beforeAll(async () => {
    [database, redis] = await Promise.all([openTestDatabase(), startTestRedis()]);
    await settleEpoch(database.sql);
  });

  beforeEach(async () => {
    await redis.start();
    await database.rows('truncate events, event_keys, jobs');
    await redis.ask((client) => client.flushAll());
  });

  afterEach(async () => {
    await Promise.all(readers.map((reader) => reader.stop()));
    readers = [];
  });

  afterAll(async () => {
    await database.close();
    await redis.drop();
  });

  function startReader(differences: { sql?: Sql; claimAfterMs?: number } = {}): InboundSignals {
    const { sql = database.sql, claimAfterMs = 200 } = differences;
    const { wakeups } = database;
    const reader = new InboundSignals(
      { url: redis.url, sql, wakeups, clock: systemClock, log },
      { claimAfterMs },
    );
    readers.push(reader);
    reader.start();
    return reader;
  }

  function send(...signals: Record<string, string>[]): Promise<string[]> {
    return redis.ask(async (client) => {
      const ids: string[] = [];
      for (const fields of signals) ids.push(await client.xAdd(SIGNALS_STREAM, '*', fields));
      return ids;
    });
  }

  function signal(n: number, fields: Record<string, string> = {}): Record<string, string> {
    return { topic: 'lot.gate', payload: JSON.stringify({ n }), ...fields };
  }

  /** The number in the payload of every event, in the stream's order. */
  async function stored(): Promise<number[]> {
    const rows = await database.rows<{ n: number }>(
      `select (payload->>'n')::int as n from events order by position`,
    );
    return rows.map(({ n }) => n);
  }

  async function storesAll(expected: readonly number[]): Promise<void> {
    await eventually(async () => (await stored()).length >= expected.length, `${expected.length} are stored`);
    await owesNothing();
    expect(await stored()).toEqual(expected);
  }

  async function owed(): Promise<number> {
    return (await redis.ask((client) => client.xPending(SIGNALS_STREAM, SIGNALS_GROUP))).pending;
  }

  function owesNothing(): Promise<void> {
    return eventually(async () => (await owed()) === 0, 'all is acknowledged');
  }

  function numbers(from: number, upTo: number): number[] {
    return Array.from({ length: upTo - from }, (_, n) => from + n);
  }

  /** Lets `fails` say what goes wrong around a statement that stores events. */
  function around(append: (store: () => Promise<unknown[]>) => Promise<unknown[]>): Sql {
    return {
      rows: <Row>(statement: Parameters<Sql['rows']>[0], values: Parameters<Sql['rows']>[1]) =>
        statement.name === 'append-events'
          ? (append(() => database.sql.rows(statement, values)) as Promise<Row[]>)
          : database.sql.rows<Row>(statement, values),
    };
  }

  it('become events in their order, those too that came before anybody listened', async () => {
    await send(...numbers(0, 5).map((n) => signal(n)));
    startReader();
    await storesAll(numbers(0, 5));
    const ids = await send(...numbers(5, 150).map((n) => signal(n)));
    await storesAll(numbers(0, 150));
    const [event] = await database.rows(
      `select type, source, state, payload, "timestamp", (select kind from jobs where event_id = e.id)
       from events e where payload->>'n' = '5'`,
    );
    expect(event).toEqual({
      ...{ type: 'custom.lot.gate', source: 'agents', state: 'accepted', payload: { n: 5 } },
      ...{ timestamp: new Date(Number(ids[0]?.split('-')[0])), kind: 'event.route' },
    });
  });

  it('are shared by the processes: each becomes one event', async () => {
    const both = [startReader(), startReader()];
    for (let n = 0; n < 400; n += 20) await send(...numbers(n, n + 20).map((one) => signal(one)));
    await eventually(async () => (await stored()).length >= 400, 'all are stored');
    await owesNothing();
    expect((await stored()).sort((a, b) => a - b)).toEqual(numbers(0, 400));
    await eventually(
      async () =>
        (await redis.ask((client) => client.xInfoConsumers(SIGNALS_STREAM, SIGNALS_GROUP))).length === 2,
      'both read, though one may have come too late for these',
    );
    await Promise.all(both.map((reader) => reader.stop()));
    expect(await redis.ask((client) => client.xInfoConsumers(SIGNALS_STREAM, SIGNALS_GROUP))).toEqual([]);
  });

  it('become one event each when a process dies between storing and acknowledging', async () => {
    await send(...numbers(0, 10).map((n) => signal(n)));
    const dying = startReader({
      sql: around(async (store) => {
        await store();
        throw new Error('killed');
      }),
      claimAfterMs: 60_000,
    });
    await eventually(async () => (await stored()).length === 10, 'they are stored');
    await dying.stop();
    expect(await owed()).toBe(10);
    startReader();
    await storesAll(numbers(0, 10));
    expect(await database.rows('select count(*)::int as jobs from jobs')).toEqual([{ jobs: 10 }]);
  });

  it('are taken over from a process that died with them', async () => {
    await send(...numbers(0, 250).map((n) => signal(n)));
    await redis.ask(async (client) => {
      await client.xGroupCreate(SIGNALS_STREAM, SIGNALS_GROUP, '0');
      await client.xReadGroup(SIGNALS_GROUP, 'dead', { key: SIGNALS_STREAM, id: '>' }, { COUNT: 250 });
    });
    startReader();
    await eventually(async () => (await stored()).length >= 250, 'all are stored');
    await owesNothing();
    expect(await stored()).toEqual(numbers(0, 250));
  });

  it('wait for the database, and are acknowledged only then', async () => {
    await send(...numbers(0, 10).map((n) => signal(n)));
    let tries = 0;
    startReader({
      sql: around(async (store) => {
        if (++tries <= 2) throw new Error('the database is away');
        expect(await owed()).toBe(10);
        return store();
      }),
    });
    await storesAll(numbers(0, 10));
    expect(tries).toBe(3);
  });

  it('go on where they were when Redis stops and comes back, and when it comes back empty', async () => {
    const reader = startReader();
    await send(signal(0));
    await storesAll([0]);
    await redis.stop();
    await eventually(() => failsCheck(reader), 'the outage is noticed');
    await redis.start();
    await send(signal(1));
    await storesAll([0, 1]);
    await reader.check();
    await redis.ask((client) => client.flushAll());
    await send(signal(2));
    await storesAll([0, 1, 2]);
  });

  it('with a key of their sender are taken once, however often and under whatever id they come', async () => {
    startReader();
    await send(
      signal(0, { dedupe_key: 'gate-1' }),
      signal(1, { dedupe_key: 'gate-1' }),
      signal(2, { id: 'x' }),
    );
    await send(signal(3, { dedupe_key: 'gate-1' }), signal(4, { id: 'x' }), signal(5, { dedupe_key: '' }));
    await send(signal(6, { dedupe_key: '' }));
    await eventually(async () => (await stored()).includes(6), 'the last is stored');
    await storesAll([0, 2, 5, 6]);
  });

  it.each([
    ['without a topic', { payload: '{}' }, 'there is no field "topic"'],
    ['without a payload', { topic: 'a' }, 'there is no field "payload"'],
    ['whose payload is no JSON', { topic: 'a', payload: '{"a":' }, 'JSON'],
    ['whose payload is no object', { topic: 'a', payload: '[1]' }, 'A payload is a JSON object.'],
    ['of a topic that is none', { topic: 'No topic', payload: '{}' }, 'A topic is made of parts'],
    ['that the database would refuse', { topic: 'a', payload: '{"a":"\\u0000"}' }, 'holds NUL'],
    [
      'that is too large',
      { topic: 'a', payload: JSON.stringify({ a: 'x'.repeat(300_000) }) },
      '262144 bytes',
    ],
  ])('%s are kept whole in quarantine and acknowledged', async (_, fields, reason) => {
    startReader();
    await send(fields, signal(1));
    await eventually(async () => (await stored()).includes(1), 'the next one is stored');
    await owesNothing();
    const rows = await database.rows<{ raw: string; reason: string }>(
      `select raw, reason from events where state = 'quarantined'`,
    );
    expect(rows).toEqual([
      { raw: JSON.stringify(fields), reason: expect.stringContaining(reason) as string },
    ]);
  });

  it('keep nobody waiting: a reader stops soon, with and without Redis', async () => {
    const idle = startReader();
    await eventually(async () => !(await failsCheck(idle)), 'it listens');
    expect(await secondsToStop(idle)).toBeLessThan(2);
    const frozen = startReader();
    await eventually(async () => !(await failsCheck(frozen)), 'it listens');
    redis.freeze();
    try {
      // A read that is not answered is given up after two and a half seconds: it was not waited for.
      expect(await secondsToStop(frozen)).toBeLessThan(2);
    } finally {
      redis.resume();
    }
  });

  function failsCheck(reader: InboundSignals): Promise<boolean> {
    return reader.check().then(
      () => false,
      () => true,
    );
  }

  async function secondsToStop(reader: InboundSignals): Promise<number> {
    const start = performance.now();
    await reader.stop();
    return (performance.now() - start) / 1_000;
  }
});
