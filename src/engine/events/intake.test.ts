import type { Pool } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/support/postgres.js';
import { createLog } from '../../platform/log/index.js';
import { createPool } from '../../platform/postgres/index.js';
import { sqlOfPool, type Sql } from '../../platform/sql/index.js';
import type { NewEvent } from './append.js';
import { settleEpoch } from './epoch.js';
import { EventIntake } from './intake.js';

let database: TestDatabase;
let pool: Pool;
let sql: Sql;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = createPool({ url: database.url, max: 6, applicationName: 'test', log: createLog('silent') });
  sql = sqlOfPool(pool);
  await settleEpoch(sql);
});

afterEach(() => pool.query('truncate events, event_keys, jobs'));

afterAll(async () => {
  await pool.end();
  await database.drop();
});

function delivery(id: number, event: Partial<NewEvent> = {}): NewEvent {
  return {
    type: 'booking.updated',
    source: 'rentprog',
    branch: 'tbilisi',
    timestamp: new Date('2025-11-25T10:00:00Z'),
    payload: { rentprog_id: id },
    correlationId: `c${id}`,
    dedupe: { key: `delivery:${id}` },
    ...event,
  };
}

/** Counts the statements that store events. */
function counting(): { sql: Sql; statements: number[] } {
  const statements: number[] = [];
  return {
    statements,
    sql: {
      rows: (statement, values) => {
        if (statement.name === 'append-events')
          statements.push((JSON.parse(String(values[0])) as unknown[]).length);
        return sql.rows(statement, values);
      },
    },
  };
}

async function rows<Row>(text: string): Promise<Row[]> {
  return (await pool.query(text)).rows as Row[];
}

describe('what comes in', () => {
  it('is stored with its jobs in few statements when much comes at once, and at once when it is alone', async () => {
    const { sql: counted, statements } = counting();
    const intake = new EventIntake({ sql: counted });
    await intake.append(delivery(0));
    expect(statements).toEqual([1]);
    const answers = await Promise.all(Array.from({ length: 150 }, (_, n) => intake.append(delivery(n + 1))));
    expect(new Set(answers.map(({ eventId }) => eventId)).size).toBe(150);
    expect(statements.length).toBeLessThan(8);
    expect(
      await rows(`select (e.payload->>'rentprog_id')::int as id, j.correlation_id as c
                  from events e join jobs j on j.event_id = e.id order by 1`),
    ).toEqual(Array.from({ length: 151 }, (_, id) => ({ id, c: `c${id}` })));
  });

  it('keeps the order in which it came', async () => {
    const intake = new EventIntake({ sql });
    await Promise.all(Array.from({ length: 60 }, (_, n) => intake.append(delivery(n))));
    // Statements side by side may overtake each other; within one the order is that of arrival.
    const ids = (
      await rows<{ id: number; xid: string }>(
        `select (payload->>'rentprog_id')::int as id, (position >> 16)::text as xid from events order by position`,
      )
    ).map(({ id, xid }) => ({ id, xid }));
    for (const [n, { id, xid }] of ids.entries()) {
      const before = ids[n - 1];
      if (before?.xid === xid) expect(id).toBeGreaterThan(before.id);
    }
    expect(ids).toHaveLength(60);
  });

  it('is known again when the same delivery comes several times at the same moment', async () => {
    const [one, other] = [new EventIntake({ sql }), new EventIntake({ sql })];
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, n) => (n % 2 === 0 ? one : other).append(delivery(n % 5))),
    );
    for (let id = 0; id < 5; id++) {
      const same = answers.filter((_, n) => n % 5 === id);
      expect(new Set(same.map(({ eventId }) => eventId)).size).toBe(1);
      expect(same.filter(({ duplicate }) => !duplicate)).toHaveLength(1);
    }
    expect(await rows('select count(*)::int as n from events')).toEqual([{ n: 5 }]);
    expect(await rows('select count(*)::int as n from jobs')).toEqual([{ n: 5 }]);
  });

  it('is stored although something beside it is refused, and only that is told so', async () => {
    const intake = new EventIntake({ sql });
    // A code unit alone is no character: the database refuses it.
    const broken = delivery(7, { payload: { name: '\ud800' } });
    const answers = await Promise.allSettled([
      ...[1, 2, 3].map((id) => intake.append(delivery(id))),
      intake.append(broken),
      intake.append(delivery(8)),
      intake.quarantine({
        ...{ source: 'rentprog', branch: null, timestamp: new Date(), correlationId: 'c9', raw: '<' },
        reason: 'nobody understands it',
      }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([
      ...['fulfilled', 'fulfilled', 'fulfilled', 'rejected', 'fulfilled', 'fulfilled'],
    ]);
    expect(await rows(`select payload->>'rentprog_id' as id, state from events order by state, id`)).toEqual([
      ...['1', '2', '3', '8'].map((id) => ({ id, state: 'accepted' })),
      { id: null, state: 'quarantined' },
    ]);
  });

  it('is stored together or not at all when one delivery says several things', async () => {
    const intake = new EventIntake({ sql });
    const moved = (id: number) => [
      delivery(id, { type: 'car.updated' }),
      delivery(id, { type: 'car.moved', dedupe: { key: `delivery:${id}:1` } }),
    ];
    const [car, move] = moved(1);
    const first = await intake.append(car!, move!);
    const again = await intake.append(car!, move!);
    expect(again).toEqual({ ...first, duplicate: true });
    const [good, bad] = moved(2);
    await expect(intake.append(good!, { ...bad!, payload: { name: '\ud800' } })).rejects.toThrow();
    expect(await rows('select type from events order by position')).toEqual([
      { type: 'car.updated' },
      { type: 'car.moved' },
    ]);
  });
});
