import type { Pool } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../../../test/support/eventually.js';
import { createTestDatabase, type TestDatabase } from '../../../test/support/postgres.js';
import { createLog } from '../../platform/log/index.js';
import { createPool, withTransaction } from '../../platform/postgres/index.js';
import { sqlOfPool, type Sql } from '../../platform/sql/index.js';
import { appendEvent, quarantine, ROUTE_EVENT, SHOW_QUARANTINED, type NewEvent } from './append.js';
import { settleEpoch } from './epoch.js';

let database: TestDatabase;
let pool: Pool;
let sql: Sql;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = createPool({ url: database.url, max: 12, applicationName: 'test', log: createLog('silent') });
  sql = sqlOfPool(pool);
  await settleEpoch(sql);
});

afterEach(() => pool.query('truncate events, event_keys, jobs'));

afterAll(async () => {
  await pool.end();
  await database.drop();
});

function bookingUpdated(event: Partial<NewEvent> = {}): NewEvent {
  return {
    type: 'booking.updated',
    source: 'rentprog',
    branch: 'tbilisi',
    timestamp: new Date('2025-11-25T10:00:00Z'),
    payload: { rentprog_id: 5 },
    correlationId: 'c1',
    ...event,
  };
}

async function rows<Row>(text: string, values: unknown[] = []): Promise<Row[]> {
  return (await pool.query(text, values)).rows as Row[];
}

describe('appendEvent', () => {
  it('stores the event together with the job that routes it', async () => {
    const { eventId } = await appendEvent(
      sql,
      bookingUpdated({ orderKey: 'booking:5', priority: 3, raw: '{"id":5}' }),
    );
    expect(
      await rows('select id, type, source, branch, state, payload, raw, correlation_id from events'),
    ).toEqual([
      {
        id: eventId,
        type: 'booking.updated',
        source: 'rentprog',
        branch: 'tbilisi',
        state: 'accepted',
        payload: { rentprog_id: 5 },
        raw: '{"id":5}',
        correlation_id: 'c1',
      },
    ]);
    expect(
      await rows('select kind, state, priority, concurrency_key, event_id, correlation_id from jobs'),
    ).toEqual([
      {
        kind: ROUTE_EVENT,
        state: 'ready',
        priority: 3,
        concurrency_key: 'booking:5',
        event_id: eventId,
        correlation_id: 'c1',
      },
    ]);
  });

  it('stores an event once by its key and finds the first one after that', async () => {
    const first = await appendEvent(sql, bookingUpdated({ dedupe: { key: 'hash-1' } }));
    const second = await appendEvent(sql, bookingUpdated({ dedupe: { key: 'hash-1' }, correlationId: 'c2' }));
    expect(first).toMatchObject({ duplicate: false, quarantined: false });
    expect(second).toEqual({ eventId: first.eventId, duplicate: true, quarantined: false });
    expect(await rows('select correlation_id from jobs')).toEqual([{ correlation_id: 'c1' }]);
  });

  it('tells apart the same key of two sources, and takes every event without a key', async () => {
    const events = [
      bookingUpdated({ dedupe: { key: '1' } }),
      bookingUpdated({ dedupe: { key: '1' }, source: 'umnico' }),
      bookingUpdated(),
      bookingUpdated(),
    ];
    for (const event of events) expect((await appendEvent(sql, event)).duplicate).toBe(false);
    expect(await rows('select count(*)::int from jobs')).toEqual([{ count: 4 }]);
  });

  it('makes one event of ten that come at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => appendEvent(sql, bookingUpdated({ dedupe: { key: 'at-once' } }))),
    );
    expect(answers.filter((answer) => !answer.duplicate)).toHaveLength(1);
    expect(new Set(answers.map((answer) => answer.eventId)).size).toBe(1);
    expect(await rows('select count(*)::int from events')).toEqual([{ count: 1 }]);
    expect(await rows('select count(*)::int from jobs')).toEqual([{ count: 1 }]);
  });

  it('stores nothing of a transaction that is rolled back, and lets the one that waited for it be the first', async () => {
    const event = bookingUpdated({ dedupe: { key: 'rolled-back' } });
    let waiting: ReturnType<typeof appendEvent> | undefined;
    await expect(
      withTransaction(pool, async (client) => {
        await appendEvent(sqlOfPool(client), event);
        waiting = appendEvent(sql, { ...event, correlationId: 'c2' });
        await eventually(somebodyWaitsForALock, 'the second append waits for the first');
        throw new Error('changed our mind');
      }),
    ).rejects.toThrow('changed our mind');
    expect(await waiting).toMatchObject({ duplicate: false });
    expect(await rows('select correlation_id from events')).toEqual([{ correlation_id: 'c2' }]);
    expect(await rows('select correlation_id from jobs')).toEqual([{ correlation_id: 'c2' }]);
  });

  it('takes the key again once its time is over, and then stands for the new event', async () => {
    const event = bookingUpdated({ dedupe: { key: 'hash-2', ttlSeconds: 300 } });
    const first = await appendEvent(sql, event);
    expect(await appendEvent(sql, event)).toMatchObject({ eventId: first.eventId, duplicate: true });
    await pool.query(`update event_keys set expires_at = now() - interval '1 second'`);
    const second = await appendEvent(sql, event);
    expect(second.duplicate).toBe(false);
    expect(second.eventId).not.toBe(first.eventId);
    expect(await appendEvent(sql, event)).toMatchObject({ eventId: second.eventId, duplicate: true });
    expect(
      await rows('select extract(epoch from expires_at - now()) > 290 as renewed from event_keys'),
    ).toEqual([{ renewed: true }]);
  });
});

describe('quarantine', () => {
  const unknown = {
    source: 'rentprog',
    branch: null,
    timestamp: new Date('2025-11-25T10:00:00Z'),
    correlationId: 'c1',
    raw: 'what is this\u0000? <b>',
    reason: 'no such event',
    dedupe: { key: 'body-1', ttlSeconds: 60 },
  };

  it('keeps the body whole, with the reason, and has it shown to people instead of routed', async () => {
    const { eventId, ...answer } = await quarantine(sql, unknown);
    expect(answer).toEqual({ duplicate: false, quarantined: true });
    expect(await rows('select type, state, raw, reason from events')).toEqual([
      { type: 'quarantine', state: 'quarantined', raw: 'what is this\\u0000? <b>', reason: 'no such event' },
    ]);
    expect(await rows('select kind, event_id from jobs')).toEqual([
      { kind: SHOW_QUARANTINED, event_id: eventId },
    ]);
  });

  it('shows the same body once', async () => {
    const first = await quarantine(sql, unknown);
    expect(await quarantine(sql, unknown)).toEqual({
      eventId: first.eventId,
      duplicate: true,
      quarantined: true,
    });
    expect(await rows('select count(*)::int from jobs')).toEqual([{ count: 1 }]);
  });
});

describe('positions', () => {
  it('order the events of one transaction as they were appended', async () => {
    await withTransaction(pool, async (client) => {
      for (const correlationId of ['c1', 'c2', 'c3'])
        await appendEvent(sqlOfPool(client), bookingUpdated({ correlationId }));
    });
    expect(await rows('select correlation_id from events order by position')).toEqual(
      ['c1', 'c2', 'c3'].map((correlation_id) => ({ correlation_id })),
    );
  });

  it('hide what is above an open transaction, so that its events are not missed when it commits late', async () => {
    const reader = createReader();
    await withTransaction(pool, async (early) => {
      await appendEvent(sqlOfPool(early), bookingUpdated({ correlationId: 'early' }));
      await withTransaction(pool, async (late) => {
        await appendEvent(sqlOfPool(late), bookingUpdated({ correlationId: 'late' }));
      });
      expect(await rows('select correlation_id from events')).toEqual([{ correlation_id: 'late' }]);
      await reader.read();
      expect(reader.seen).toEqual([]);
    });
    await readAll(reader, 2);
    expect(reader.seen).toEqual(['early', 'late']);
  });

  it('let a reader that goes on from the last one it saw find every event, whoever commits first', async () => {
    const reader = createReader();
    const writing = { now: true };
    const writers = Array.from({ length: 8 }, async (_, writer) => {
      for (let round = 0; round < 10; round++) {
        await withTransaction(pool, async (client) => {
          for (let part = 0; part <= (writer + round) % 3; part++)
            await appendEvent(
              sqlOfPool(client),
              bookingUpdated({ correlationId: `${writer}.${round}.${part}` }),
            );
        });
      }
    });
    const written = Promise.all(writers).finally(() => {
      writing.now = false;
    });
    while (writing.now) await reader.read();
    await written;
    const all = await rows<{ correlation_id: string }>('select correlation_id from events order by position');
    expect(all.length).toBeGreaterThan(100);
    await readAll(reader, all.length);
    expect(reader.seen).toEqual(all.map((row) => row.correlation_id));
  });

  it('stay as they are at an ordinary start', async () => {
    await appendEvent(sql, bookingUpdated());
    await settleEpoch(sql);
    expect(await rows('select xid_offset from stream_epoch')).toEqual([{ xid_offset: 0n }]);
  });

  it('go on growing after a restore into a cluster that counts its transactions from lower numbers', async () => {
    await appendEvent(sql, bookingUpdated({ correlationId: 'before' }));
    await pool.query('update events set position = position + (1000000::bigint << 16)');
    await settleEpoch(sql);
    await appendEvent(sql, bookingUpdated({ correlationId: 'after' }));
    expect(await rows('select correlation_id from events order by position')).toEqual([
      { correlation_id: 'before' },
      { correlation_id: 'after' },
    ]);
    const reader = createReader();
    await readAll(reader, 2);
    expect(reader.seen).toEqual(['before', 'after']);
  });
});

/** Reads the stream as a consumer does: from its last position up to the oldest transaction that is still open. */
function createReader(): { seen: string[]; read(): Promise<void> } {
  const seen: string[] = [];
  let last = 0n;
  return {
    seen,
    async read() {
      const found = await rows<{ position: bigint; correlation_id: string }>(
        `select position, correlation_id from events
         where position > $1
           and position < (pg_snapshot_xmin(pg_current_snapshot())::text::bigint
                           + (select xid_offset from stream_epoch where id = 1)) << 16
         order by position limit 7`,
        [last],
      );
      seen.push(...found.map((row) => row.correlation_id));
      last = found.at(-1)?.position ?? last;
      if (found.length > 0) await this.read();
    },
  };
}

/** Reads until so many were seen. Transactions of other databases of the server hold the stream up, too. */
async function readAll(reader: ReturnType<typeof createReader>, count: number): Promise<void> {
  await eventually(async () => {
    await reader.read();
    return reader.seen.length >= count;
  }, `${count} events are read`);
}

async function somebodyWaitsForALock(): Promise<boolean> {
  const waiting = await rows(
    `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
  );
  return waiting.length > 0;
}
