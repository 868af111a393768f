import type { Pool } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { eventually } from '../../../test/support/eventually.js';
import { createTestDatabase, type TestDatabase } from '../../../test/support/postgres.js';
import { BranchlineError } from '../../kernel/errors.js';
import { createLog } from '../../platform/log/index.js';
import { createPool, withTransaction } from '../../platform/postgres/index.js';
import { createPrisma, type Prisma } from '../../platform/prisma/index.js';
import { sqlOfPool, sqlOfPrisma, type Sql } from '../../platform/sql/index.js';
import { Wakeups } from '../wakeups/index.js';
import { appendEvent } from './append.js';
import type { EventType } from './catalogue.js';
import { defineConsumer, type ConsumerDefinition, type Transactions } from './consumer-definition.js';
import { EventConsumer } from './event-consumer.js';
import type { StreamEvent } from './read-events.js';

const log = createLog('silent');
let database: TestDatabase;
let pool: Pool;
let sql: Sql;
let processes: Process[] = [];

interface Work {
  tx: Prisma.TransactionClient;
}

/** What one process of the product has: connections, wake-ups and consumers of its own. */
interface Process {
  wakeups: Wakeups;
  start(definition: ConsumerDefinition<Work>): Promise<EventConsumer<Work>>;
  stop(): Promise<void>;
}

beforeAll(async () => {
  database = await createTestDatabase();
  pool = createPool({ url: database.url, max: 20, applicationName: 'test', log });
  sql = sqlOfPool(pool);
  await pool.query('create table handled (n bigserial primary key, consumer text, correlation_id text)');
});

beforeEach(() =>
  pool.query('truncate events, event_keys, jobs, event_consumers, consumer_faults, handled restart identity'),
);

afterEach(async () => {
  await Promise.all(processes.map((process) => process.stop()));
  processes = [];
});

afterAll(async () => {
  await pool.end();
  await database.drop();
});

function openProcess(pollMs = 50): Process {
  const ownPool = createPool({ url: database.url, max: 5, applicationName: 'consumer', log });
  const prisma = createPrisma(ownPool);
  const wakeups = new Wakeups({ pool: ownPool, url: database.url, log });
  const transactions: Transactions<Work> = {
    transact: (write) => prisma.$transaction((tx) => write({ tx }, sqlOfPrisma(tx))),
  };
  const consumers: EventConsumer<Work>[] = [];
  const process: Process = {
    wakeups,
    async start(definition) {
      const consumer = new EventConsumer(
        { sql: sqlOfPool(ownPool), transactions, wakeups, log },
        definition,
        { pollMs },
      );
      consumers.push(consumer);
      await consumer.start();
      return consumer;
    },
    async stop() {
      await Promise.all(consumers.map((consumer) => consumer.stop()));
      await wakeups.stop();
      await prisma.$disconnect();
      await ownPool.end();
    },
  };
  processes.push(process);
  return process;
}

async function append(correlationId: string, type: EventType = 'booking.updated', on: Sql = sql) {
  return appendEvent(on, {
    type,
    source: 'rentprog',
    branch: 'tbilisi',
    timestamp: new Date('2025-11-25T10:00:00Z'),
    payload: {},
    correlationId,
  });
}

/** What a handler does in these tests: a row for each event, in the transaction of the batch. */
async function write(events: readonly StreamEvent[], work: Work, consumer = 'test'): Promise<void> {
  for (const event of events)
    await work.tx
      .$executeRaw`insert into handled (consumer, correlation_id) values (${consumer}, ${event.correlationId})`;
}

function definition(differences: Partial<ConsumerDefinition<Work>> = {}): ConsumerDefinition<Work> {
  return defineConsumer({
    name: 'test',
    from: 'beginning',
    batch: 10,
    maxFailures: 3,
    backoff: { strategy: 'fixed', baseMs: 20 },
    handle: (events, work) => write(events, work),
    ...differences,
  });
}

async function handled(consumer = 'test'): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(
    'select correlation_id as id from handled where consumer = $1 order by n',
    [consumer],
  );
  return rows.map((row) => row.id);
}

async function stream(): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(
    'select correlation_id as id from events order by position',
  );
  return rows.map((row) => row.id);
}

async function handlesAll(expected: readonly string[], consumer = 'test'): Promise<void> {
  await eventually(
    async () => (await handled(consumer)).length >= expected.length,
    `${expected.length} are handled`,
    20_000,
  );
  expect(await handled(consumer)).toEqual(expected);
}

async function group(): Promise<Record<string, unknown>> {
  const { rows } = await pool.query<Record<string, unknown>>(
    `select failures, last_error, retry_at > now() as waits, position from event_consumers where name = 'test'`,
  );
  return rows[0]!;
}

function names(count: number, prefix = 'e'): string[] {
  return Array.from({ length: count }, (_, n) => `${prefix}${n + 1}`);
}

describe('a consumer', () => {
  it('handles what there is and what comes, in order and in batches no larger than asked for', async () => {
    for (const id of names(25)) await append(id);
    const sizes: number[] = [];
    await openProcess().start(
      definition({
        async handle(events, work) {
          sizes.push(events.length);
          await write(events, work);
        },
      }),
    );
    await handlesAll(names(25));
    expect(Math.max(...sizes)).toBe(10);
    await append('e26');
    await handlesAll(names(26));
  });

  it('that begins now gets what is appended from its start on, and goes on there after a restart', async () => {
    await append('long ago');
    const first = openProcess();
    await first.start(definition({ from: 'now', types: ['booking.updated', 'car.moved'] }));
    await append('e1');
    await append('of no interest', 'client.updated');
    await append('e2', 'car.moved');
    await eventually(async () => (await handled()).includes('e2'), 'both are handled');
    await first.stop();
    processes = [];
    await append('e3');
    await openProcess().start(definition({ from: 'now', types: ['booking.updated', 'car.moved'] }));
    await eventually(async () => (await handled()).includes('e3'), 'the third is handled');
    // What was committed but not settled when the group was made counts as to come.
    expect((await handled()).filter((id) => id !== 'long ago')).toEqual(['e1', 'e2', 'e3']);
  });

  it('is woken by an append, long before it polls', async () => {
    const process = openProcess(60_000);
    await process.wakeups.listen();
    await process.start(definition());
    const elsewhere = openProcess();
    await append('e1');
    elsewhere.wakeups.wake('events');
    await handlesAll(['e1']);
  });

  it('finds what a transaction held up without a further wake-up', async () => {
    const process = openProcess(60_000);
    await process.start(definition());
    await withTransaction(pool, async (early) => {
      await append('early', 'booking.updated', sqlOfPool(early));
      await append('late');
      process.wakeups.wake('events');
      expect(await handled()).toEqual([]);
    });
    await handlesAll(['early', 'late']);
  });

  it('sees each event of many concurrent transactions of random length once and in order', async () => {
    await openProcess().start(definition({ batch: 7 }));
    const random = seeded(20251125);
    await Promise.all(
      Array.from({ length: 8 }, async (_, writer) => {
        for (let round = 0; round < 12; round++) {
          const [parts, rollsBack] = [1 + Math.floor(random() * 4), random() < 0.2];
          await withTransaction(pool, async (client) => {
            for (let part = 0; part < parts; part++) {
              await append(`${writer}.${round}.${part}`, 'booking.updated', sqlOfPool(client));
              await client.query('select pg_sleep($1)', [random() * 0.01]);
            }
            if (rollsBack) throw new RolledBack();
          }).catch(ignoreRollback);
        }
      }),
    );
    const all = await stream();
    expect(all.length).toBeGreaterThan(100);
    await handlesAll(all);
  });

  it('shares its group with other processes: each event is handled once, and one batch at a time', async () => {
    const busy = { now: 0, most: 0, by: new Set<number>() };
    const consumers: EventConsumer<Work>[] = [];
    for (const number of [0, 1, 2])
      consumers.push(
        await openProcess(5).start(
          definition({
            batch: 3,
            async handle(events, work) {
              busy.by.add(number);
              busy.most = Math.max(busy.most, ++busy.now);
              await write(events, work);
              busy.now--;
            },
          }),
        ),
      );
    for (let n = 0; n < 5; n++) await Promise.all(names(10, `${n}.`).map((id) => append(id)));
    await handlesAll(await stream());
    // Whoever has had one may have had all of them: the others have the rest.
    const [first] = busy.by;
    await consumers[first ?? 0]?.stop();
    for (let n = 5; n < 10; n++) await Promise.all(names(10, `${n}.`).map((id) => append(id)));
    await handlesAll(await stream());
    expect(busy.most).toBe(1);
    expect(busy.by.size).toBeGreaterThan(1);
  });

  it('leaves every group its own pace', async () => {
    for (const id of names(5)) await append(id);
    const process = openProcess();
    for (const name of ['one', 'two'])
      await process.start(definition({ name, handle: (events, work) => write(events, work, name) }));
    await handlesAll(names(5), 'one');
    await handlesAll(names(5), 'two');
  });

  it('repeats nothing in the database when its connection is ended in the middle of a batch', async () => {
    for (const id of names(20)) await append(id);
    const killed: string[] = [];
    await openProcess().start(
      definition({
        batch: 8,
        async handle(events, work) {
          await write(events, work);
          const key = events.map((event) => event.correlationId).join();
          // Three batches, of any size, are cut off after they have written.
          if (killed.length >= 3 || killed.includes(key)) return;
          killed.push(key);
          const [backend] = await work.tx.$queryRaw<{ pid: number }[]>`select pg_backend_pid() as pid`;
          await pool.query('select pg_terminate_backend($1)', [backend!.pid]);
        },
      }),
    );
    await handlesAll(names(20));
    expect(killed).toHaveLength(3);
    expect((await pool.query('select 1 from consumer_faults')).rowCount).toBe(0);
  });

  it('goes on in another process when the one that has the group is lost', async () => {
    for (const id of names(5)) await append(id);
    await pool.query(`insert into event_consumers (name) values ('test')`);
    // A process that stopped answering in the middle of a batch: its connection is all that others see of it.
    const lost = await pool.connect();
    await lost.query('begin');
    const { rows } = await lost.query<{ pid: number }>('select pg_backend_pid() as pid');
    await lost.query(`select 1 from event_consumers where name = 'test' for update`);
    const process = openProcess(20);
    await process.start(definition({ name: 'free', handle: (events, work) => write(events, work, 'free') }));
    await process.start(definition());
    await handlesAll(names(5), 'free');
    expect(await handled()).toEqual([]);
    await pool.query('select pg_terminate_backend($1)', [rows[0]!.pid]);
    lost.release(true);
    await handlesAll(names(5));
  });
});

describe('an event that fails', () => {
  function failingAt(bad: string, error: () => Error, tries: string[][] = []): ConsumerDefinition<Work> {
    return definition({
      async handle(events, work) {
        tries.push(events.map((event) => event.correlationId));
        await write(events, work);
        if (events.some((event) => event.correlationId === bad)) throw error();
      },
    });
  }

  it('is tried alone until it has failed often enough, then kept as a fault, and the others are handled', async () => {
    for (const id of names(8)) await append(id);
    const tries: string[][] = [];
    await openProcess().start(failingAt('e4', () => new Error('cannot read e4\u0000'), tries));
    await handlesAll(['e1', 'e2', 'e3', 'e5', 'e6', 'e7', 'e8']);
    expect(tries.filter((batch) => batch.length === 1 && batch[0] === 'e4')).toHaveLength(3);
    const { rows } = await pool.query(
      `select f.consumer, f.error, f.position = e.position as there, e.correlation_id
       from consumer_faults f join events e on e.id = f.event_id`,
    );
    expect(rows).toEqual([
      { consumer: 'test', error: 'cannot read e4\\u0000', there: true, correlation_id: 'e4' },
    ]);
    expect(await group()).toMatchObject({ failures: 0, last_error: null });
  });

  it('shows how often and with what while it waits, and holds back what comes after it', async () => {
    for (const id of names(3)) await append(id);
    const backoff = { strategy: 'fixed', baseMs: 600_000 } as const;
    const failing = { ...failingAt('e2', () => new Error('not yet')), backoff };
    const failed = await openProcess().start(failing);
    await eventually(async () => (await group())['failures'] === 1, 'the failure is stored');
    expect(await group()).toMatchObject({ failures: 1, last_error: 'not yet', waits: true });
    await failed.stop();
    await openProcess(5).start(definition());
    expect(await handled()).toEqual(['e1']);
    await pool.query('update event_consumers set retry_at = now()');
    await handlesAll(['e1', 'e2', 'e3']);
    expect(await group()).toMatchObject({ failures: 0, last_error: null });
  });

  it('is given up at once when its error says that no retry can help', async () => {
    for (const id of names(3)) await append(id);
    const tries: string[][] = [];
    const error = () => new BranchlineError('booking.unknown', { retryable: false });
    await openProcess().start(failingAt('e2', error, tries));
    await handlesAll(['e1', 'e3']);
    expect(tries.filter((batch) => batch.join() === 'e2')).toHaveLength(1);
  });

  it('counts as failed also when its handler swallowed the error of a statement', async () => {
    for (const id of names(2)) await append(id);
    await openProcess().start(
      definition({
        async handle(events, work) {
          await write(events, work);
          if (events.some((event) => event.correlationId === 'e1'))
            await work.tx.$executeRaw`select 1 / 0`.catch(() => undefined);
        },
      }),
    );
    await handlesAll(['e2']);
    expect((await pool.query('select 1 from consumer_faults')).rowCount).toBe(1);
  });

  it('does not keep later events one by one', async () => {
    for (const id of names(4)) await append(id);
    const tries: string[][] = [];
    await openProcess().start(failingAt('e2', () => new Error('no'), tries));
    await handlesAll(['e1', 'e3', 'e4']);
    await withTransaction(pool, async (client) => {
      for (const id of ['e5', 'e6', 'e7']) await append(id, 'booking.updated', sqlOfPool(client));
    });
    await handlesAll(['e1', 'e3', 'e4', 'e5', 'e6', 'e7']);
    expect(tries.at(-1)).toEqual(['e5', 'e6', 'e7']);
  });
});

class RolledBack extends Error {}

function ignoreRollback(error: unknown): void {
  if (!(error instanceof RolledBack)) throw error;
}

/** The same numbers in [0, 1) at every run (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
