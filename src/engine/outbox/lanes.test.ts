import { Registry } from 'prom-client';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../../../test/support/eventually.js';
import { openTestDatabase, type OpenDatabase } from '../../../test/support/database.js';
import { IntegrationError } from '../../kernel/errors.js';
import { createLog } from '../../platform/log/index.js';
import { createPool } from '../../platform/postgres/index.js';
import { sqlOfPool, type Sql } from '../../platform/sql/index.js';
import type { Wakeups } from '../wakeups/index.js';
import { Dispatcher } from './dispatcher.js';
import type { Channel, Effect, NewEffect } from './effect.js';
import { emitEffects } from './emit.js';
import { createOutboxMetrics } from './metrics.js';
import type { ChannelPace, LanePace } from './pace.js';

const log = createLog('silent');
let database: OpenDatabase;
let sql: Sql;
let wakeups: Wakeups;
let dispatchers: Dispatcher[] = [];

beforeAll(async () => {
  database = await openTestDatabase();
  ({ sql, wakeups } = database);
});

afterEach(async () => {
  await Promise.all(dispatchers.map((dispatcher) => dispatcher.stop()));
  dispatchers = [];
  await database.rows('truncate effects, outbox_lanes, outbox_channels');
});

afterAll(() => database.close());

function start(channel: Omit<Channel, 'name'>, over: Sql = sql): Dispatcher {
  const dispatcher = new Dispatcher({
    ...{ sql: over, wakeups, log },
    metrics: createOutboxMetrics(new Registry()),
    channels: [{ name: 'test', ...channel }],
    onFailed: () => Promise.resolve(),
  });
  dispatchers.push(dispatcher);
  dispatcher.start();
  return dispatcher;
}

async function emit(...effects: (Partial<NewEffect> & { payload: unknown })[]): Promise<void> {
  const common = { lane: 'a', channel: 'test', kind: 'card', correlationId: 'c1' };
  await emitEffects(
    sql,
    effects.map((one) => ({ ...common, ...one })),
  );
  wakeups.wake('outbox');
}

function rows<Row>(text: string): Promise<Row[]> {
  return database.rows(text);
}

async function left(count: number): Promise<void> {
  await eventually(
    async () => (await rows(`select 1 from effects where state in ('sent', 'merged')`)).length === count,
    `${count} effects have left`,
    20_000,
  );
}

/** What a channel was given, and when by `performance.now()`. */
function recorder(): {
  seen: { payload: unknown; at: number; effect: Effect }[];
  deliver: Channel['deliver'];
  payloads: () => unknown[];
} {
  const seen: { payload: unknown; at: number; effect: Effect }[] = [];
  return {
    seen,
    payloads: () => seen.map(({ payload }) => payload),
    deliver(effect) {
      seen.push({ payload: effect.payload, at: performance.now(), effect });
      return Promise.resolve({});
    },
  };
}

const paced = (lane: Partial<LanePace>, perSecond = 10_000): { pace: ChannelPace } => ({
  pace: { perSecond, lane: () => ({ refillMs: 1, burst: 3, ...lane }) },
});
/** Lets one normal effect leave; everything after that has to wait for far longer than a test. */
const oneAnHour = paced({ window: { ms: 3_600_000, units: 2, burst: 3, reserve: 1, lendMs: 0 } });
const numbered = (count: number, more: { lane?: string } = {}): { lane?: string; payload: number }[] =>
  Array.from({ length: count }, (_, payload) => ({ ...more, payload }));

describe('the pace of a lane', () => {
  it('is shared by several processes: never too many in a window, none twice, all in order', async () => {
    const ms = 600;
    const group = paced({ refillMs: 10, window: { ms, units: 20, burst: 3, reserve: 1, lendMs: 10 } });
    const { seen, deliver, payloads } = recorder();
    await emit(...numbered(50));
    start({ deliver, ...group });
    start({ deliver, ...group });
    start({ deliver, ...group });
    await left(50);
    expect(payloads()).toEqual(numbered(50).map(({ payload }) => payload));
    for (const { at } of seen)
      expect(seen.filter((one) => one.at >= at && one.at < at + ms).length).toBeLessThanOrEqual(20);
    expect((seen.at(-1)?.at ?? 0) - (seen[0]?.at ?? 0)).toBeGreaterThan(2 * ms);
  });

  it('is passed by what is urgent while the lane waits, as soon as the urgent pace allows', async () => {
    const { deliver, payloads } = recorder();
    start({ deliver, ...oneAnHour });
    await emit({ payload: 'one' }, { payload: 'two' });
    await left(1);
    await emit({ payload: 'urgent', priority: 3 }, { payload: 'urgent, too', priority: 1 });
    await left(2);
    // That was the last of the hour.
    expect(payloads()).toEqual(['one', 'urgent, too']);
    expect(await rows(`select payload from effects where state = 'pending' order by id`)).toEqual([
      { payload: 'two' },
      { payload: 'urgent' },
    ]);
  });

  it('keeps no other lane waiting, however many wait for theirs', async () => {
    const { deliver, payloads } = recorder();
    start({ deliver, ...oneAnHour });
    for (let lane = 0; lane < 40; lane++) await emit(...numbered(2, { lane: `busy ${lane}` }));
    await left(40);
    await emit({ lane: 'z', payload: 'free' });
    await left(41);
    expect(payloads().at(-1)).toBe('free');
  });

  it('is spent when an effect is taken, before it is sent: a crash cannot forget it', async () => {
    let stored: unknown;
    start({
      ...oneAnHour,
      async deliver() {
        [stored] = await rows(
          `select cardinality(recent) as units, normal_at > now() + interval '59 minutes' as "isFull", urgent_at > now() + interval '1 second' as "isUrgentFull" from outbox_lanes`,
        );
      },
    });
    await emit({ payload: 1 });
    await left(1);
    expect(stored).toEqual({ units: 1, isFull: true, isUrgentFull: false });
  });

  it('counts an album as its photos', async () => {
    const ms = 300;
    const { seen, deliver } = recorder();
    const window = { ms, units: 6, burst: 3, reserve: 1, lendMs: 0 };
    start({ deliver, weigh: () => 3, ...paced({ refillMs: 0.1, window }) });
    await emit(...numbered(4));
    await left(4);
    const gaps = seen.slice(1).map(({ at }, index) => at - (seen[index]?.at ?? 0));
    for (const gap of gaps) expect(gap).toBeGreaterThanOrEqual(ms - 1);
  });

  it('is not spent by what turned out to need no message', async () => {
    const { seen, deliver } = recorder();
    start({ deliver, spent: () => 0, ...oneAnHour });
    await emit(...numbered(30));
    await left(30);
    expect(seen).toHaveLength(30);
  });

  it('is not spent by what never got there', async () => {
    let calls = 0;
    start({
      ...oneAnHour,
      deliver() {
        calls++;
        if (calls > 1) return Promise.resolve({});
        const failure = { retryable: true, reached: 'no' } as const;
        return Promise.reject(new IntegrationError('test.away', failure));
      },
    });
    await emit({ payload: 1 });
    await left(1);
    expect(calls).toBe(2);
  });

  it('is one over all lanes and processes besides', async () => {
    const { seen, deliver } = recorder();
    await emit(...numbered(40).map((one) => ({ ...one, lane: `lane ${one.payload}` })));
    const begun = performance.now();
    start({ deliver, ...paced({}, 100) });
    start({ deliver, ...paced({}, 100) });
    await left(40);
    // Ten milliseconds each, the first at once.
    expect((seen.at(-1)?.at ?? 0) - begun).toBeGreaterThanOrEqual(385);
  });
});

describe('a lane that was asked to wait', () => {
  const throttled = (retryAfterMs: number): IntegrationError =>
    new IntegrationError('test.throttled', { retryable: true, retryAfterMs });

  it('waits for just that long, whatever its pace says, and goes slower for a while', async () => {
    const { seen, deliver } = recorder();
    const slowdown = async (): Promise<number | undefined> =>
      (await rows<{ slowdown: number }>('select slowdown from outbox_lanes'))[0]?.slowdown;
    let asked: number | undefined;
    start({
      ...oneAnHour,
      async deliver(effect) {
        await deliver(effect);
        if (seen.length > 2) return undefined;
        // Its way back takes some time.
        asked = performance.now();
        throw throttled(250);
      },
    });
    await emit({ payload: 1 });
    await eventually(() => seen.length === 2, 'it was tried again');
    expect((seen[1]?.at ?? 0) - (seen[0]?.at ?? 0)).toBeGreaterThanOrEqual(250);
    const again = asked ?? 0;
    await left(1);
    const late = (seen[2]?.at ?? 0) - again - 250;
    expect(late).toBeGreaterThanOrEqual(0);
    // Far sooner than its pace of an hour: it was let go when the other side had said.
    expect(late).toBeLessThan(10_000);
    await eventually(
      async () => Math.abs(((await slowdown()) ?? 0) - 2.25 * 0.97) < 0.001,
      'it goes slower, and a little less so after what was accepted',
    );
  });

  it('keeps everybody waiting, the urgent and other processes too', async () => {
    const times: number[] = [];
    const channel = {
      ...paced({}),
      deliver() {
        times.push(performance.now());
        return times.length === 1 ? Promise.reject(throttled(300)) : Promise.resolve({});
      },
    };
    start(channel);
    start(channel);
    await emit({ payload: 1 });
    await eventually(() => times.length === 1, 'it was put off');
    await emit({ payload: 'urgent', priority: 1 });
    await left(2);
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(300);
  });
});

describe('effects of one merge key', () => {
  const joining = (
    most = 10,
  ): Pick<Channel, 'merge'> & { asked: unknown[][] } & ReturnType<typeof recorder> => {
    const asked: unknown[][] = [];
    return {
      ...recorder(),
      asked,
      merge(effects) {
        asked.push(effects.map(({ payload }) => payload));
        const taken = effects.slice(0, most);
        return { payload: taken.map(({ payload }) => payload).join('+'), count: taken.length };
      },
    };
  };
  const states = (): Promise<unknown[]> =>
    rows(`select e.payload, e.state, i.payload as into from effects e
          left join effects i on i.id = e.merged_into order by e.id`);

  it('leave as one, the others as merged into it, and leave alone what is of another key, kind or lane', async () => {
    const channel = joining();
    await emit(
      { payload: 'a1', mergeKey: 'a' },
      { payload: 'b1', mergeKey: 'b' },
      { payload: 'a2', mergeKey: 'a', priority: 6 },
      { payload: 'text', mergeKey: 'a', kind: 'text' },
      { payload: 'plain' },
      { payload: 'a3', mergeKey: 'a' },
      { payload: 'elsewhere', mergeKey: 'a', lane: 'b' },
    );
    start(channel);
    await left(7);
    expect(channel.payloads().filter((payload) => payload !== 'elsewhere')).toEqual([
      ...['a1+a2+a3', 'b1', 'text', 'plain'],
    ]);
    expect(await states()).toEqual([
      { payload: 'a1', state: 'sent', into: null },
      { payload: 'b1', state: 'sent', into: null },
      { payload: 'a2', state: 'merged', into: 'a1' },
      { payload: 'text', state: 'sent', into: null },
      { payload: 'plain', state: 'sent', into: null },
      { payload: 'a3', state: 'merged', into: 'a1' },
      { payload: 'elsewhere', state: 'sent', into: null },
    ]);
  });

  it('leave in several messages when they do not fit into one', async () => {
    const channel = joining(2);
    await emit(...['1', '2', '3', '4', '5'].map((payload) => ({ payload, mergeKey: 'digest' })));
    start(channel);
    await left(5);
    expect(channel.payloads()).toEqual(['1+2', '3+4', '5']);
  });

  it('stay as they are when the message does not get through, and what came since joins them', async () => {
    const channel = joining();
    let failed = false;
    start({
      ...channel,
      async deliver(effect) {
        if (failed) return channel.deliver(effect);
        failed = true;
        await emit({ payload: '3', mergeKey: 'k' });
        throw new IntegrationError('test.away', { retryable: true });
      },
    });
    await emit({ payload: '1', mergeKey: 'k' }, { payload: '2', mergeKey: 'k' });
    await left(3);
    expect(channel.payloads()).toEqual(['1+2+3']);
    expect(await states()).toMatchObject([{ state: 'sent' }, { state: 'merged' }, { state: 'merged' }]);
  });

  it('go with the most urgent of them', async () => {
    const channel = joining();
    start({ ...channel, ...oneAnHour });
    await emit({ payload: 'first' });
    await left(1);
    await emit({ payload: '1', mergeKey: 'k' }, { payload: '2', mergeKey: 'k', priority: 1 });
    await left(3);
    expect(channel.payloads()).toEqual(['first', '1+2']);
  });
});

describe('an effect that may have arrived', () => {
  /** A process that is killed: from then on no statement of its comes through. */
  function mortal(): { sql: Sql; kill: () => void } {
    let dead = false;
    return {
      kill: () => (dead = true),
      sql: {
        rows: <Row>(...call: Parameters<Sql['rows']>) =>
          dead ? new Promise<Row[]>(() => undefined) : sql.rows<Row>(...call),
      },
    };
  }

  const never = new Promise<never>(() => undefined);

  it('is tried again as uncertain when its process is killed, before anything more urgent', async () => {
    const process = mortal();
    let taken = false;
    const doomed = start(
      {
        deliver() {
          taken = true;
          process.kill();
          return never;
        },
      },
      process.sql,
    );
    await emit({ payload: 'torn' });
    await eventually(() => taken, 'it is being sent');
    dispatchers = dispatchers.filter((one) => one !== doomed);
    await emit({ payload: 'urgent', priority: 1 });
    const { seen, deliver } = recorder();
    start({ deliver });
    await database.rows(`update outbox_lanes set lease_until = now() - interval '1 second'`);
    wakeups.wake('outbox');
    await left(2);
    expect(seen.map(({ payload, effect }) => [payload, effect.uncertain, effect.attempts])).toEqual([
      ['torn', true, 2],
      ['urgent', false, 1],
    ]);
  });

  it('is uncertain when the answer was lost, and not when nobody was there', async () => {
    const { seen, deliver } = recorder();
    const reached = ['no', 'unknown', 'no'] as const;
    start({
      async deliver(effect) {
        await deliver(effect);
        const how = reached[seen.length - 1];
        if (seen.length === 2) await emit({ payload: 'urgent', priority: 1 });
        if (how !== undefined) throw new IntegrationError('test.away', { retryable: true, reached: how });
      },
    });
    await emit({ payload: 1 });
    await left(2);
    expect(seen.map(({ payload, effect }) => [payload, effect.uncertain])).toEqual([
      [1, false],
      [1, false],
      [1, true],
      [1, true],
      ['urgent', false],
    ]);
  });

  it('is not touched any more by the process that lost its lane', async () => {
    const { seen, deliver } = recorder();
    let answer: (result: string) => void = () => undefined;
    let sending = false;
    const slow = start({
      deliver() {
        sending = true;
        return new Promise((resolve) => (answer = resolve));
      },
    });
    await emit({ payload: 1 });
    await eventually(() => sending, 'it is being sent');
    await database.rows(`update outbox_lanes set lease_until = now() - interval '1 second'`);
    start({ deliver });
    await left(1);
    answer('too late');
    await slow.stop();
    expect(seen).toHaveLength(1);
    expect(await rows('select result, attempts, state from effects')).toEqual([
      { result: {}, attempts: 2, state: 'sent' },
    ]);
  });
});

describe('a database that goes away when the other side has just taken a message', () => {
  it('gets to know it later: it is not sent again, and its lane goes on', async () => {
    const { seen, deliver } = recorder();
    const own = createPool({ url: database.url, max: 5, applicationName: 'outbox of this test', log });
    const over = sqlOfPool(own);
    let refusals = 0;
    start(
      {
        async deliver(effect) {
          await deliver(effect);
          await database.rows(
            `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'outbox of this test'`,
          );
          return 'taken';
        },
      },
      {
        rows(...call) {
          const isFirst = call[0].name === 'mark-sent' && refusals < 3;
          if (!isFirst) return over.rows(...call);
          refusals++;
          return Promise.reject(new Error('the database system is starting up'));
        },
      },
    );
    await emit({ payload: 1 }, { payload: 2 });
    await left(2);
    expect(seen.map(({ payload }) => payload)).toEqual([1, 2]);
    expect(await rows('select attempts, uncertain, result from effects')).toEqual([
      { attempts: 1, uncertain: false, result: 'taken' },
      { attempts: 1, uncertain: false, result: 'taken' },
    ]);
    await Promise.all(dispatchers.map((dispatcher) => dispatcher.stop()));
    await own.end();
  });
});
