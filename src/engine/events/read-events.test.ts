import fc from 'fast-check';
import type { Pool, PoolClient } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../../../test/support/eventually.js';
import { createTestDatabase, type TestDatabase } from '../../../test/support/postgres.js';
import { createLog } from '../../platform/log/index.js';
import { createPool, withTransaction } from '../../platform/postgres/index.js';
import { loadStatement, sqlOfPool, type Sql } from '../../platform/sql/index.js';
import { appendEvent, quarantine, type NewEvent } from './append.js';
import { readEvents, type StreamEvent, type StreamQuery } from './read-events.js';

let database: TestDatabase;
let pool: Pool;
let sql: Sql;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = createPool({ url: database.url, max: 12, applicationName: 'test', log: createLog('silent') });
  sql = sqlOfPool(pool);
});

afterEach(() => pool.query('truncate events, event_keys, jobs'));

afterAll(async () => {
  await pool.end();
  await database.drop();
});

async function append(correlationId: string, event: Partial<NewEvent> = {}, on: Sql = sql): Promise<void> {
  await appendEvent(on, {
    type: 'booking.updated',
    source: 'rentprog',
    branch: 'tbilisi',
    timestamp: new Date('2025-11-25T10:00:00Z'),
    payload: { rentprog_id: 5 },
    correlationId,
    ...event,
  });
}

async function read(query: Partial<StreamQuery> = {}): Promise<string[]> {
  const events = await readEvents(sql, { after: 0n, limit: 100, ...query });
  return events.map((event) => event.correlationId);
}

/** Transactions of other databases of the server hold the stream up, too: what is settled here may come later. */
async function readsAll(expected: readonly string[], query: Partial<StreamQuery> = {}): Promise<void> {
  await eventually(async () => (await read(query)).length >= expected.length, 'the events are settled');
  expect(await read(query)).toEqual(expected);
}

describe('readEvents', () => {
  it('gives whole events in order, a page at a time', async () => {
    for (const id of ['c1', 'c2', 'c3']) await append(id);
    await readsAll(['c1', 'c2', 'c3']);
    const [first, second] = await readEvents(sql, { after: 0n, limit: 2 });
    const [stored] = (await pool.query('select * from events order by position')).rows as StreamEvent[];
    expect(first).toEqual({
      id: stored!.id,
      position: stored!.position,
      type: 'booking.updated',
      source: 'rentprog',
      branch: 'tbilisi',
      timestamp: new Date('2025-11-25T10:00:00Z'),
      receivedAt: expect.any(Date) as Date,
      payload: { rentprog_id: 5 },
      correlationId: 'c1',
    });
    expect(await read({ after: second!.position })).toEqual(['c3']);
  });

  it('gives the events of several types and of a branch in the order of the one stream', async () => {
    await append('b1', { type: 'booking.created' });
    await append('c1', { type: 'car.moved', branch: 'batumi' });
    await append('b2', { type: 'booking.created', branch: null });
    await append('u1', { type: 'client.updated' });
    await append('c2', { type: 'car.moved' });
    await readsAll(['b1', 'c1', 'b2', 'u1', 'c2']);
    const types = ['car.moved', 'booking.created', 'car.moved'] as const;
    expect(await read({ types })).toEqual(['b1', 'c1', 'b2', 'c2']);
    expect(await read({ types, limit: 3 })).toEqual(['b1', 'c1', 'b2']);
    expect(await read({ types, branch: 'tbilisi' })).toEqual(['b1', 'c2']);
    expect(await read({ branch: 'batumi' })).toEqual(['c1']);
    expect(await read({ types: ['car.updated'] })).toEqual([]);
  });

  it('leaves out what nobody understood, unless asked for it', async () => {
    const timestamp = new Date();
    await append('understood');
    await quarantine(sql, {
      ...{ source: 'rentprog', branch: null, timestamp, raw: '?', reason: 'no such event' },
      correlationId: 'not understood',
    });
    await readsAll(['not understood'], { types: ['quarantine'] });
    expect(await read()).toEqual(['understood']);
  });

  it('hides what an open transaction could still come before, and what it wrote when it is rolled back', async () => {
    await expect(
      withTransaction(pool, async (rolledBack) => {
        await append('rolled back', {}, sqlOfPool(rolledBack));
        await withTransaction(pool, async (early) => {
          await append('early', {}, sqlOfPool(early));
          await append('late');
          expect(await read()).toEqual([]);
        });
        expect(await read()).toEqual([]);
        throw new Error('changed our mind');
      }),
    ).rejects.toThrow('changed our mind');
    await readsAll(['early', 'late']);
  });

  it('is held up by an open transaction that has written anything, whatever it was', async () => {
    await append('before');
    await readsAll(['before']);
    await withTransaction(pool, async (writer) => {
      await writer.query(`insert into job_kinds (kind) values ('held.up')`);
      await append('after');
      expect(await read()).toEqual(['before']);
    });
    await readsAll(['before', 'after']);
  });

  it('is not held up by a long transaction that only reads', async () => {
    const reader = await pool.connect();
    try {
      await reader.query('begin isolation level repeatable read');
      await reader.query('select count(*) from events');
      await append('while it reads');
      await readsAll(['while it reads']);
      expect((await reader.query('select 1 from events')).rowCount).toBe(0);
    } finally {
      await reader.query('rollback');
      reader.release();
    }
  });

  it('walks the index in order also right after a bulk load that no statistics know of', async () => {
    await pool.query('alter table events set (autovacuum_enabled = false)');
    await pool.query(
      `insert into events (position, type, source, branch, "timestamp", state, payload, correlation_id)
       select n, case when n % 500 = 0 then 'car.moved' else 'booking.updated' end, 's', 'b', now(), 'accepted', '{}', 'c'
       from generate_series(1, 20000) n`,
    );
    const { text } = loadStatement(import.meta.url, './sql/read-events.sql');
    for (const mode of ['force_generic_plan', 'force_custom_plan'])
      for (const types of ['null', `'["car.moved", "car.updated"]'`])
        await withTransaction(pool, async (client) => {
          await client.query(`set local plan_cache_mode = ${mode}`);
          await client.query(`prepare reading (bigint, int, jsonb, text) as ${text}`);
          const explained = await client.query(
            `explain (analyze, costs off, timing off) execute reading (10000, 50, ${types}, null)`,
          );
          await client.query('deallocate reading');
          const plan = (explained.rows as Record<string, string>[])
            .map((row) => row['QUERY PLAN'])
            .join('\n');
          expect(plan).toMatch(/Index Scan using events_(position_key|type_position_idx) on events/);
          expect(plan).not.toMatch(/(Seq|Bitmap Heap) Scan on events/);
        });
  });
});

describe('a reader that goes on after the last position it saw', () => {
  const WRITERS = 4;
  /** What one of several writers, or the reader, does next. */
  const step = fc.oneof(
    { weight: 4, arbitrary: fc.record({ do: fc.constant('append'), writer: fc.nat(WRITERS - 1) }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('commit'), writer: fc.nat(WRITERS - 1) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('roll back'), writer: fc.nat(WRITERS - 1) }) },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('read'), writer: fc.constant(0) }) },
  );

  it('sees every committed event once and in order, however transactions interleave', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 5, maxLength: 40 }),
        fc.integer({ min: 1, max: 5 }),
        async (steps, limit) => {
          await pool.query('truncate events, event_keys, jobs');
          const writers = await Promise.all(Array.from({ length: WRITERS }, () => pool.connect()));
          const open = new Map<PoolClient, string[]>();
          const committed: string[] = [];
          const seen: string[] = [];
          let last = 0n;
          async function readOn(): Promise<void> {
            const events = await readEvents(sql, { after: last, limit });
            seen.push(...events.map((event) => event.correlationId));
            last = events.at(-1)?.position ?? last;
          }
          async function end(writer: PoolClient, how: 'commit' | 'rollback'): Promise<void> {
            await writer.query(how);
            if (how === 'commit') committed.push(...(open.get(writer) ?? []));
            open.delete(writer);
          }
          try {
            for (const [n, { do: what, writer: index }] of steps.entries()) {
              const writer = writers[index]!;
              if (what === 'read') await readOn();
              else if (what === 'append') {
                if (!open.has(writer)) await writer.query('begin');
                await append(`${n}`, {}, sqlOfPool(writer));
                open.set(writer, [...(open.get(writer) ?? []), `${n}`]);
              } else if (open.has(writer)) await end(writer, what === 'commit' ? 'commit' : 'rollback');
            }
            for (const writer of [...open.keys()]) await end(writer, 'commit');
            await eventually(async () => {
              await readOn();
              return seen.length >= committed.length;
            }, 'all that was committed is read');
            await readOn();
          } finally {
            for (const writer of writers) {
              await writer.query('rollback');
              writer.release();
            }
          }
          const stored = await pool.query<{ id: string }>(
            'select correlation_id as id from events order by position',
          );
          expect(seen).toEqual(stored.rows.map((row) => row.id));
          expect([...seen].sort()).toEqual([...committed].sort());
        },
      ),
      // Each run is a dozen transactions: a counterexample is shown as it was found.
      { numRuns: 40, endOnFailure: true },
    );
  });
});
