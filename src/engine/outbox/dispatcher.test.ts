import { Registry } from 'prom-client';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../../../test/support/eventually.js';
import { openTestDatabase, type OpenDatabase } from '../../../test/support/database.js';
import { IntegrationError } from '../../kernel/errors.js';
import { createLog } from '../../platform/log/index.js';
import type { Sql } from '../../platform/sql/index.js';
import type { Wakeups } from '../wakeups/index.js';
import { Dispatcher } from './dispatcher.js';
import type { Effect, NewEffect } from './effect.js';
import { emitEffects } from './emit.js';
import { createOutboxMetrics } from './metrics.js';

const log = createLog('silent');
let database: OpenDatabase;
let sql: Sql;
let wakeups: Wakeups;
let dispatchers: Dispatcher[] = [];
let failures: string[] = [];

beforeAll(async () => {
  database = await openTestDatabase();
  ({ sql, wakeups } = database);
});

afterEach(async () => {
  await Promise.all(dispatchers.map((dispatcher) => dispatcher.stop()));
  dispatchers = [];
  failures = [];
  await database.rows('truncate effects, outbox_lanes');
});

afterAll(() => database.close());

function startDispatcher(deliver: (effect: Effect) => Promise<unknown>): Dispatcher {
  const dispatcher = new Dispatcher({
    sql,
    wakeups,
    log,
    metrics: createOutboxMetrics(new Registry()),
    channels: [{ name: 'test', deliver }],
    onFailed: async (effect, error) => {
      const [row] = await rows<{ state: string }>(
        `select state from effects where id = ${effect.id.toString()}`,
      );
      failures.push(`${String(effect.payload)} ${row?.state ?? ''}: ${error}`);
    },
  });
  dispatchers.push(dispatcher);
  dispatcher.start();
  return dispatcher;
}

/** Effects that say who they are by their payload. */
async function emit(...effects: (Partial<NewEffect> & { payload: string })[]): Promise<number> {
  const stored = await emitEffects(
    sql,
    effects.map((one) => ({ lane: 'a', channel: 'test', kind: 'card', correlationId: 'c1', ...one })),
  );
  wakeups.wake('outbox');
  return stored;
}

function rows<Row>(text: string): Promise<Row[]> {
  return database.rows(text);
}

async function sent(count: number): Promise<void> {
  await eventually(
    async () => (await rows(`select 1 from effects where state = 'sent'`)).length === count,
    `${count} effects are sent`,
    20_000,
  );
}

describe('the outbox', () => {
  it('delivers once, and keeps when that was and what was answered', async () => {
    const seen: Effect[] = [];
    startDispatcher((effect) => {
      seen.push(effect);
      return Promise.resolve({ messageId: 5 });
    });
    await emit({ payload: 'hello', priority: 2, kind: 'album', correlationId: 'c9' });
    await sent(1);
    expect(seen).toMatchObject([
      {
        lane: 'a',
        channel: 'test',
        kind: 'album',
        priority: 2,
        payload: 'hello',
        attempts: 1,
        correlationId: 'c9',
      },
    ]);
    expect(await rows('select result, attempts, error, sent_at is not null as dated from effects')).toEqual([
      { result: { messageId: 5 }, attempts: 1, error: null, dated: true },
    ]);
  });

  it('empties a lane by urgency and then by age', async () => {
    const order: unknown[] = [];
    await emit(
      { payload: 'p5' },
      { payload: 'p1', priority: 1 },
      { payload: 'p5 later' },
      { payload: 'p3', priority: 3 },
    );
    startDispatcher(async ({ payload }) => order.push(payload));
    await sent(4);
    expect(order).toEqual(['p1', 'p3', 'p5', 'p5 later']);
  });

  it('is emptied by two dispatchers without doubling, swapping or two at once in one lane', async () => {
    const [lanes, each] = [24, 10];
    const busy = new Set<string>();
    const order = new Map<string, number[]>();
    const by = new Set<string>();
    let overlaps = 0;
    // One has room for sixteen lanes: it holds them until the other has begun as well.
    const both = gate();
    const deliverAs = (name: string) => async (effect: Effect) => {
      if (busy.has(effect.lane)) overlaps++;
      busy.add(effect.lane);
      by.add(name);
      if (by.size === 2) both.open();
      await both.opened;
      order.set(effect.lane, [...(order.get(effect.lane) ?? []), Number(effect.payload)]);
      await database.rows('select 1');
      busy.delete(effect.lane);
    };
    await emit(
      ...Array.from({ length: lanes * each }, (_, n) => ({
        lane: `lane ${n % lanes}`,
        payload: String(Math.floor(n / lanes)),
      })),
    );
    startDispatcher(deliverAs('one'));
    startDispatcher(deliverAs('other'));
    await sent(lanes * each);
    expect(overlaps).toBe(0);
    for (let lane = 0; lane < lanes; lane++)
      expect(order.get(`lane ${lane}`)).toEqual(Array.from({ length: each }, (_, n) => n));
  });

  it('stores one effect of a key, also after that has left', async () => {
    const seen: unknown[] = [];
    startDispatcher(async ({ payload }) => seen.push(payload));
    expect(await emit({ payload: 'first', key: 'album:1' }, { payload: 'again', key: 'album:1' })).toBe(1);
    await sent(1);
    expect(await emit({ payload: 'and again', key: 'album:1' }, { payload: 'other', key: 'album:2' })).toBe(
      1,
    );
    await sent(2);
    expect(seen).toEqual(['first', 'other']);
  });

  it('is emptied up to the effect that is on its way when the program stops', async () => {
    const seen: unknown[] = [];
    const arrived = gate();
    const dispatcher = startDispatcher(async ({ payload }) => {
      seen.push(payload);
      await arrived.opened;
    });
    await emit({ payload: '1' }, { payload: '2' });
    await eventually(() => seen.length === 1, 'the first is on its way');
    const stopped = dispatcher.stop();
    arrived.open();
    await stopped;
    expect(await rows('select payload, state from effects order by id')).toEqual([
      { payload: '1', state: 'sent' },
      { payload: '2', state: 'pending' },
    ]);
    startDispatcher(async ({ payload }) => seen.push(payload));
    await sent(2);
    expect(seen).toEqual(['1', '2']);
  });
});

describe('an effect that does not get through', () => {
  it('holds its lane for a while and keeps its place', async () => {
    const order: unknown[] = [];
    const times: number[] = [];
    startDispatcher(async ({ payload, attempts }) => {
      order.push(payload);
      if (payload === '1') times.push(performance.now());
      if (payload === '1' && attempts === 1) throw new IntegrationError('test.away', { retryable: true });
    });
    await emit({ payload: '1' }, { payload: '2' });
    await sent(2);
    expect(order).toEqual(['1', '1', '2']);
    // The first pause is half of a second, at least half of that.
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(245);
  });

  it('holds no other lane', async () => {
    const order: unknown[] = [];
    startDispatcher(async ({ payload }) => {
      order.push(payload);
      if (payload === '1') throw throttled(3_600_000);
    });
    await emit({ payload: '1' }, { payload: '2' });
    await eventually(() => order.length === 1, 'the first is put off');
    await emit({ payload: 'b', lane: 'b' });
    await sent(1);
    expect(order).toEqual(['1', 'b']);
  });

  it('waits for as long as the other side asks, and is never given up for that', async () => {
    const times: number[] = [];
    startDispatcher(async () => {
      times.push(performance.now());
      if (times.length === 1) throw throttled(200);
      if (times.length < 20) throw throttled(5);
      return 'at last';
    });
    await emit({ payload: '1' });
    await sent(1);
    expect(times).toHaveLength(20);
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(195);
    expect(failures).toEqual([]);
  });

  it('has not used up its attempts by having been asked to wait', async () => {
    let calls = 0;
    startDispatcher(async () => {
      calls++;
      if (calls <= 15) throw throttled(5);
      if (calls === 16) throw new IntegrationError('test.away', { retryable: true });
    });
    await emit({ payload: '1' });
    await sent(1);
    expect(await rows('select attempts from effects')).toEqual([{ attempts: 2 }]);
    expect(failures).toEqual([]);
  });

  it('is given up when no retry can help; that is told once it is stored, and the lane goes on', async () => {
    const order: unknown[] = [];
    startDispatcher(async ({ payload }) => {
      order.push(payload);
      if (payload === '1')
        throw new IntegrationError('test.refused', { retryable: false, message: 'no such chat' });
    });
    await emit({ payload: '1' }, { payload: '2' }, { payload: '3', channel: 'pigeon' });
    await sent(1);
    await eventually(() => failures.length === 2, 'both are told of');
    expect(order).toEqual(['1', '2']);
    expect(failures).toEqual(['1 failed: no such chat', '3 failed: no channel pigeon']);
    expect(await rows(`select payload, error from effects where state = 'failed' order by id`)).toEqual([
      { payload: '1', error: 'no such chat' },
      { payload: '3', error: 'no channel pigeon' },
    ]);
  });

  it('is given up after its last attempt', async () => {
    startDispatcher(() =>
      Promise.reject(new IntegrationError('test.away', { retryable: true, message: 'away' })),
    );
    await emitAs(`attempts = 1499`, { payload: '1' });
    await eventually(() => failures.length === 1, 'it is told of');
    expect(failures).toEqual(['1 failed: away']);
  });

  function throttled(retryAfterMs: number): IntegrationError {
    return new IntegrationError('test.throttled', { retryable: true, retryAfterMs });
  }
});

describe('an effect that a killed process was sending', () => {
  it('is left to that process while its lease runs and delivered again after that', async () => {
    await database.rows(
      `insert into outbox_lanes (lane, lease_token, lease_until) values ('a', gen_random_uuid(), now() + interval '1 hour')`,
    );
    await emitAs(`state = 'sending', attempts = 1`, { payload: 'torn' });
    await emit({ payload: 'next' });
    const seen: unknown[] = [];
    startDispatcher(async ({ payload, attempts }) => seen.push([payload, attempts]));
    await emit({ payload: 'b', lane: 'b' });
    await sent(1);
    expect(seen).toEqual([['b', 1]]);
    await database.rows(`update outbox_lanes set lease_until = now() - interval '1 second' where lane = 'a'`);
    wakeups.wake('outbox');
    await sent(3);
    expect(seen).toEqual([
      ['b', 1],
      ['torn', 2],
      ['next', 1],
    ]);
  });
});

/** A promise that the test keeps when it is time. */
function gate(): { opened: Promise<void>; open: () => void } {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

/** Stores an effect and puts it into a state in which the dispatcher may find it. */
async function emitAs(state: string, effect: { payload: string }): Promise<void> {
  await emitEffects(sql, [{ lane: 'a', channel: 'test', kind: 'card', correlationId: 'c1', ...effect }]);
  await database.rows(`update effects set ${state}`);
  wakeups.wake('outbox');
}
