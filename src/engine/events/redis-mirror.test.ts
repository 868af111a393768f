import { Writable } from 'node:stream';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { openTestDatabase, type OpenDatabase } from '../../../test/support/database.js';
import { eventually } from '../../../test/support/eventually.js';
import { describeWithRedis, startTestRedis, type TestRedis } from '../../../test/support/redis.js';
import { createLog } from '../../platform/log/index.js';
import type { Sql } from '../../platform/sql/index.js';
import {
  appendEvent,
  consumerLag,
  customEvent,
  MIRROR_STREAM,
  REDIS_MIRROR,
  RedisMirror,
  seekConsumer,
  settleEpoch,
  unsettledEvents,
  type ConsumerLag,
  type Transactions,
} from './index.js';

/** Seven tenths of a second of it are for what is under way. */
const STOPPED_WITHIN_MS = 1_800;

interface LogLine {
  level: string;
  msg: string;
}

describeWithRedis('the mirror in Redis', () => {
  let database: OpenDatabase;
  let redis: TestRedis;
  let mirrors: RedisMirror<unknown>[] = [];
  let logged: LogLine[] = [];

  beforeAll(async () => {
    [database, redis] = await Promise.all([openTestDatabase(), startTestRedis()]);
    await settleEpoch(database.sql);
  });

  beforeEach(async () => {
    logged = [];
    await redis.start();
    await database.rows('truncate events, event_keys, jobs, event_consumers, consumer_faults');
    await redis.ask((client) => client.flushAll());
  });

  afterEach(async () => {
    await Promise.all(mirrors.map((mirror) => mirror.stop()));
    mirrors = [];
  });

  afterAll(async () => {
    await database.close();
    await redis.drop();
  });

  function log() {
    return createLog(
      'info',
      new Writable({
        write(chunk: Buffer, _encoding, done) {
          logged.push(JSON.parse(chunk.toString()) as LogLine);
          done();
        },
      }),
    );
  }

  async function startMirror(
    transactions: Transactions<unknown> = database.workshop,
    url = redis.url,
  ): Promise<RedisMirror<unknown>> {
    const { sql, wakeups } = database;
    const mirror = new RedisMirror({ url, sql, transactions, wakeups, log: log() }, { pollMs: 50 });
    mirrors.push(mirror);
    await mirror.start();
    return mirror;
  }

  /** Events with their number as topic. */
  async function append(from: number, upTo: number, on: Sql = database.sql): Promise<string[]> {
    const names = Array.from({ length: upTo - from }, (_, n) => `custom.n${from + n}`);
    for (const topic of names)
      await appendEvent(
        on,
        customEvent({
          topic,
          payload: { text: 'Привет', n: [1, 2.5, null] },
          timestamp: new Date('2026-03-29T05:00:00Z'),
          correlationId: 'c1',
        }),
      );
    database.wakeups.wake('events');
    return names;
  }

  function mirrored(): Promise<Record<string, string>[]> {
    return redis.ask(async (client) => {
      const entries = await client.xRange(MIRROR_STREAM, '-', '+');
      return (entries ?? []).map(({ message }) => message);
    });
  }

  async function types(): Promise<string[]> {
    return (await mirrored()).map(({ type }) => type ?? '');
  }

  async function holdsAll(expected: readonly string[]): Promise<void> {
    await eventually(
      async () => (await types()).length >= expected.length,
      `${expected.length} in Redis`,
      20_000,
    );
    expect(await types()).toEqual(expected);
  }

  it('holds every event in the order of the stream, with what others need of it', async () => {
    const early = await append(0, 30);
    await startMirror();
    const late = await append(30, 260);
    await holdsAll([...early, ...late]);
    const [event] = await database.rows<{ id: string; position: bigint }>(
      'select id, position from events order by position limit 1',
    );
    expect((await mirrored())[0]).toEqual({
      id: event!.id,
      position: event!.position.toString(),
      type: 'custom.n0',
      source: 'agents',
      branch: '',
      timestamp: '2026-03-29T05:00:00.000Z',
      payload: JSON.stringify({ n: [1, 2.5, null], text: 'Привет' }),
    });
  });

  it('holds each event once while several processes share the work', async () => {
    await Promise.all([startMirror(), startMirror(), startMirror()]);
    await holdsAll(await append(0, 300));
  });

  it('holds an event twice rather than never when the process dies before it noted that it copied it', async () => {
    const events = await append(0, 20);
    // One batch: other transactions of the server hold the stream up for a moment.
    await eventually(async () => (await unsettledEvents(database.sql)).events === 0, 'all are settled');
    let died = false;
    await startMirror({
      transact: (write) =>
        database.workshop.transact(async (work, sql) => {
          const result = await write(work, sql);
          if (!died && result === true) {
            died = true;
            throw new Error('killed');
          }
          return result;
        }),
    });
    await holdsAll([...events, ...events]);
    const ids = (await mirrored()).map(({ id }) => id);
    expect(ids.slice(0, 20)).toEqual(ids.slice(20));
    await eventually(async () => (await lag()).events === 0, 'it is noted');
    expect((await lag()).faults).toBe(0);
  });

  it('catches up when Redis comes back; meanwhile nothing is given up and the log has one line', async () => {
    const mirror = await startMirror();
    const before = await append(0, 5);
    await holdsAll(before);
    await mirror.check();
    await redis.stop();
    const during = await append(5, 25);
    await eventually(() => warnings().length > 0, 'the outage is noticed');
    await expect(mirror.check()).rejects.toMatchObject({ code: 'redis.unavailable', retryable: true });
    await eventually(async () => (await lag()).events === 20, 'all of them wait');
    expect(await lag()).toMatchObject({ failures: 0, faults: 0 });
    await redis.start();
    await holdsAll([...before, ...during]);
    await eventually(() => logged.some(({ msg }) => msg === 'Redis is back'), 'the end is noted');
    await mirror.check();
    expect(warnings()).toHaveLength(1);
    expect(logged).toHaveLength(2);
  });

  it('begins when Redis does: a program that starts without it loses nothing', async () => {
    await redis.stop();
    const mirror = await startMirror();
    const events = await append(0, 10);
    await expect(mirror.check()).rejects.toMatchObject({ code: 'redis.unavailable' });
    await redis.start();
    await holdsAll(events);
    await eventually(
      () =>
        mirror.check().then(
          () => true,
          () => false,
        ),
      'it is well',
    );
  });

  it('waits while Redis refuses, and then goes on with the same event', async () => {
    await startMirror();
    await redis.ask((client) => client.set(MIRROR_STREAM, 'something else'));
    const events = await append(0, 150);
    await eventually(() => warnings().length > 0, 'the refusal is noticed');
    await append(150, 160);
    await redis.ask((client) => client.del(MIRROR_STREAM));
    await holdsAll([...events, ...Array.from({ length: 10 }, (_, n) => `custom.n${150 + n}`)]);
    expect(warnings()).toHaveLength(1);
    expect(await database.rows('select 1 from consumer_faults')).toEqual([]);
  });

  it('keeps nobody waiting while Redis holds the connection and answers nothing', async () => {
    const mirror = await startMirror();
    await holdsAll(await append(0, 1));
    redis.freeze();
    try {
      await append(1, 2);
      await eventually(() => warnings().length > 0, 'the silence is noticed');
      expect(await database.rows(openWithAnId)).toEqual([]);
      await append(2, 3);
      const start = performance.now();
      await mirror.stop();
      expect(performance.now() - start).toBeLessThan(STOPPED_WITHIN_MS);
    } finally {
      redis.resume();
    }
    await startMirror();
    await eventually(async () => (await types()).includes('custom.n2'), 'the last is there');
    // What had no answer may have been carried out: it may stand there twice, never out of order.
    expect(['n0,n1,n2', 'n0,n1,n1,n2']).toContain((await types()).join().replaceAll('custom.', ''));
  });

  it('does not hold the stream up for its readers while it waits for Redis', async () => {
    const ids: unknown[] = [];
    await startMirror({
      transact: (write) =>
        database.workshop.transact((work, sql) =>
          write(work, {
            rows: async (statement, values) => {
              // Redis has answered: all that is left to do is to move the group.
              if (statement.name === 'move-mirror') ids.push(...(await sql.rows(idOfTransaction, [])));
              return sql.rows(statement, values);
            },
          }),
        ),
    });
    await holdsAll(await append(0, 1));
    await eventually(() => ids.length > 0, 'the group is moved');
    expect(ids).toEqual([{ id: null }]);
  });

  it('stops soon while Redis is away', async () => {
    const mirror = await startMirror(database.workshop, 'redis://127.0.0.1:1');
    await eventually(() => warnings().length > 0, 'the outage is noticed');
    const start = performance.now();
    await mirror.stop();
    expect(performance.now() - start).toBeLessThan(STOPPED_WITHIN_MS);
  });

  it('keeps about the last 100,000 events', async () => {
    await redis.ask(async (client) => {
      for (let round = 0; round < 11; round++) {
        const old = client.multi();
        for (let n = 0; n < 10_000; n++) old.xAdd(MIRROR_STREAM, '*', { id: 'old' });
        await old.exec();
      }
    });
    await startMirror();
    await append(0, 3);
    const length = (): Promise<number> => redis.ask((client) => client.xLen(MIRROR_STREAM));
    await eventually(async () => (await length()) < 110_000, 'the oldest are gone');
    expect(await length()).toBeGreaterThanOrEqual(100_000);
  });

  it('can be sent back to copy again', async () => {
    await startMirror();
    const events = await append(0, 5);
    await holdsAll(events);
    // Sent back before it is noted what was copied, the group would not have been further yet.
    await eventually(async () => (await lag()).events === 0, 'it is noted');
    await seekConsumer(database.sql, REDIS_MIRROR, { position: 0n });
    database.wakeups.wake('events');
    await holdsAll([...events, ...events]);
  });

  async function lag(): Promise<ConsumerLag> {
    const [behind] = await consumerLag(database.sql, [{ name: REDIS_MIRROR }]);
    return behind!;
  }

  function warnings(): LogLine[] {
    return logged.filter(({ level }) => level !== 'info');
  }

  const idOfTransaction = {
    name: 'id-of-transaction',
    text: 'select pg_current_xact_id_if_assigned()::text as id',
  };

  /** Transactions of this database that have written something, those of the server's own upkeep not counted. */
  const openWithAnId = `select pid from pg_stat_activity where datname = current_database()
                        and backend_type = 'client backend' and backend_xid is not null`;
});
