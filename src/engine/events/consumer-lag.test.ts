import type { Pool } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { eventually } from '../../../test/support/eventually.js';
import { createTestDatabase, type TestDatabase } from '../../../test/support/postgres.js';
import { createLog } from '../../platform/log/index.js';
import { createPool, withTransaction } from '../../platform/postgres/index.js';
import { sqlOfPool, type Sql } from '../../platform/sql/index.js';
import { consumerLag, LAG_COUNTED_UP_TO, unsettledEvents } from './consumer-lag.js';

let database: TestDatabase;
let pool: Pool;
let sql: Sql;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = createPool({ url: database.url, max: 4, applicationName: 'test', log: createLog('silent') });
  sql = sqlOfPool(pool);
});

beforeEach(() => pool.query('truncate events, event_consumers, consumer_faults'));

afterAll(async () => {
  await pool.end();
  await database.drop();
});

/** So many events at the positions from 1, received a minute ago; every tenth is a car's. */
async function stored(count: number): Promise<void> {
  await pool.query(
    `insert into events (position, type, source, "timestamp", received_at, state, payload, correlation_id)
     select n, case when n % 10 = 0 then 'car.moved' else 'booking.updated' end, 's', now(), now() - interval '1 min',
            'accepted', '{}', 'c'
     from generate_series(1, $1::int) n`,
    [count],
  );
}

describe('consumerLag', () => {
  it('counts the settled events of its types that a group has not handled, and says how old they are', async () => {
    await stored(100);
    await pool.query(
      `insert into event_consumers (name, position, failures) values ('all', 40, 2), ('cars', 40, 0), ('done', 100, 0)`,
    );
    await pool.query(
      `insert into consumer_faults (consumer, position, event_id, error) select 'all', 3, id, 'no' from events limit 1`,
    );
    const lag = await consumerLag(sql, [
      { name: 'all' },
      { name: 'cars', types: ['car.moved', 'car.updated'] },
      { name: 'done' },
      { name: 'never started' },
    ]);
    expect(lag.map(({ seconds: _, ...rest }) => rest)).toEqual([
      { name: 'all', events: 60, failures: 2, faults: 1 },
      { name: 'cars', events: 6, failures: 0, faults: 0 },
      { name: 'done', events: 0, failures: 0, faults: 0 },
    ]);
    for (const { name, seconds } of lag) {
      expect(seconds).toBeGreaterThanOrEqual(name === 'done' ? 0 : 60);
      expect(seconds).toBeLessThan(name === 'done' ? 1 : 90);
    }
  });

  it('stops counting where nobody needs to know more exactly', async () => {
    await stored(LAG_COUNTED_UP_TO + 500);
    await pool.query(`insert into event_consumers (name) values ('all'), ('both')`);
    const types = ['car.moved', 'booking.updated'] as const;
    const lag = await consumerLag(sql, [{ name: 'all' }, { name: 'both', types }]);
    expect(lag.map(({ events }) => events)).toEqual([LAG_COUNTED_UP_TO, LAG_COUNTED_UP_TO]);
  });

  it('leaves out what waits for an open transaction; that has a figure of its own', async () => {
    await pool.query(`insert into event_consumers (name) values ('all')`);
    async function figures(): Promise<number[]> {
      const [lag] = await consumerLag(sql, [{ name: 'all' }]);
      return [lag!.events, (await unsettledEvents(sql)).events];
    }
    await withTransaction(pool, async (writer) => {
      await writer.query('select pg_current_xact_id()');
      await pool.query(
        `insert into events (position, type, source, "timestamp", received_at, state, payload, correlation_id)
         values (event_position(), 'car.moved', 's', now(), now() - interval '1 min', 'accepted', '{}', 'c')`,
      );
      expect(await figures()).toEqual([0, 1]);
      expect((await unsettledEvents(sql)).seconds).toBeGreaterThanOrEqual(60);
    });
    await eventually(async () => (await figures())[1] === 0, 'the event is settled');
    expect(await figures()).toEqual([1, 0]);
  });
});
