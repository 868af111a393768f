import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { faster, mayLeaveAt, slower, stillCounted, type LanePace } from './pace.js';

const SECOND = 1_000;
const MINUTE = 60_000;
const group: LanePace = {
  refillMs: SECOND,
  burst: 3,
  window: { ms: MINUTE, units: 20, burst: 3, reserve: 1, lendMs: SECOND },
};
const person: LanePace = { refillMs: SECOND, burst: 3 };

interface Ask {
  at: number;
  cost: number;
  urgent: boolean;
}

interface Left {
  at: number;
  waited: number;
  cost: number;
  urgent: boolean;
}

/** A lane that lets go what was asked for as soon as it may: what is urgent first, then the oldest. */
function drain(pace: LanePace, asks: readonly Ask[], slowdown = 1): Left[] {
  const waiting = [...asks].sort((one, other) => one.at - other.at);
  const left: Left[] = [];
  let recent: number[] = [];
  let now = waiting[0]?.at ?? 0;
  while (waiting.length > 0) {
    const there = waiting.filter((ask) => ask.at <= now);
    const next = there.find((ask) => ask.urgent) ?? there[0];
    const at = next && mayLeaveAt(pace, { recent, slowdown }, { ...next, now });
    if (next === undefined || at === undefined || at > now) {
      // Something more urgent may come before that.
      now = Math.min(at ?? Infinity, ...waiting.map((ask) => ask.at).filter((one) => one > now));
      continue;
    }
    waiting.splice(waiting.indexOf(next), 1);
    left.push({ at: now, waited: now - next.at, cost: next.cost, urgent: next.urgent });
    recent = [...recent, ...Array.from({ length: next.cost }, () => now)];
    recent = stillCounted(pace, { recent, slowdown }, now);
  }
  return left;
}

function many(count: number, ask: Partial<Ask> = {}): Ask[] {
  return Array.from({ length: count }, () => ({ at: 0, cost: 1, urgent: false, ...ask }));
}

/** The most units within any span of so many ms, its begin included and its end not. */
function mostWithin(left: readonly Left[], ms: number): number {
  const stamps = left.flatMap(({ at, cost }) => Array.from({ length: cost }, () => at));
  return Math.max(0, ...stamps.map((from) => stamps.filter((at) => at >= from && at < from + ms).length));
}

const asks = fc.array(
  fc.record({
    at: fc.integer({ min: 0, max: 3 * MINUTE }),
    cost: fc.oneof({ weight: 6, arbitrary: fc.constant(1) }, fc.integer({ min: 2, max: 10 })),
    urgent: fc.boolean(),
  }),
  { minLength: 1, maxLength: 80 },
);

describe('the pace of a group', () => {
  it('never lets more than 20 units into 60 s nor more than 3 and one a second into any time, whatever is asked', () => {
    fc.assert(
      fc.property(asks, fc.constantFrom(1, 1.5, 4), (wanted, slowdown) => {
        const left = drain(group, wanted, slowdown);
        expect(left).toHaveLength(wanted.length);
        expect(mostWithin(left, MINUTE * slowdown + 1)).toBeLessThanOrEqual(20);
        const singles = drain(
          group,
          wanted.map((ask) => ({ ...ask, cost: 1 })),
          slowdown,
        );
        for (const seconds of [1, 2, 5, 10])
          expect(mostWithin(singles, seconds * SECOND * slowdown)).toBeLessThanOrEqual(3 + seconds);
      }),
      { numRuns: 60 },
    );
  });

  it('lets three leave at once and spreads what follows over the minute', () => {
    const times = drain(group, many(20)).map(({ at }) => at);
    expect(times.slice(0, 3)).toEqual([0, 1010, 2020].map(() => 0));
    const gaps = times.slice(3).map((at, index) => at - (times[index + 2] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(3_000);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(4_000);
  });

  it('lets a steady flow through at 19 a minute or more', () => {
    const left = drain(group, many(400));
    const minutes = (left.at(-1)?.at ?? 0) / MINUTE;
    expect(400 / minutes).toBeGreaterThanOrEqual(19);
    expect(mostWithin(left, MINUTE)).toBeLessThanOrEqual(20);
  });

  it('lets what is urgent leave within three seconds out of a lane full of what is not', () => {
    const urgent = Array.from({ length: 60 }, (_, n) => ({ at: n * 17_321 + 400, cost: 1, urgent: true }));
    const waits = drain(group, [...many(400), ...urgent])
      .filter((one) => one.urgent)
      .map(({ waited }) => waited);
    expect(waits).toHaveLength(60);
    expect(Math.max(...waits)).toBeLessThanOrEqual(3_000);
  });

  it('lets two urgent ones that come together leave within seconds', () => {
    const pairs = Array.from({ length: 30 }, (_, n) =>
      many(2, { at: n * 31_111 + 700, urgent: true }),
    ).flat();
    const waits = drain(group, [...many(400), ...pairs])
      .filter((one) => one.urgent)
      .map(({ waited }) => waited);
    expect(Math.max(...waits)).toBeLessThanOrEqual(8_000);
    expect(waits.filter((wait) => wait <= 4_100).length / waits.length).toBeGreaterThan(0.9);
  });

  it('never lets what is not urgent leave before what is urgent could', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: MINUTE }), { maxLength: 25 }),
        fc.integer({ min: 1, max: 10 }),
        fc.double({ min: 1, max: 4, noNaN: true }),
        (stamps, cost, slowdown) => {
          const spent = { recent: stamps.sort((one, other) => one - other), slowdown };
          const ask = { now: MINUTE, cost };
          expect(mayLeaveAt(group, spent, { ...ask, urgent: false })).toBeGreaterThanOrEqual(
            mayLeaveAt(group, spent, { ...ask, urgent: true }),
          );
        },
      ),
    );
  });

  it('waits with an album until there is room for all of it', () => {
    const recent = Array.from({ length: 12 }, (_, n) => n * 3_000);
    const at = mayLeaveAt(group, { recent, slowdown: 1 }, { now: 34_000, cost: 10, urgent: true });
    // The third unit has to be out of the window: two of the twelve are one too many with it.
    expect(at).toBe(Math.ceil(3_000 + MINUTE * 1.01));
  });

  it('takes what weighs more than the window holds when the window is empty', () => {
    expect(drain(group, many(2, { cost: 30 })).map(({ at }) => at)).toEqual([0, Math.ceil(MINUTE * 1.01)]);
  });

  it('forgets what has left the window', () => {
    const recent = [0, 1_000, 50_000];
    expect(stillCounted(group, { recent, slowdown: 1 }, 61_000)).toEqual([1_000, 50_000]);
    expect(stillCounted(group, { recent, slowdown: 2 }, 61_000)).toEqual(recent);
  });
});

describe('the pace of a person', () => {
  it('is three at once and one a second after that', () => {
    expect(drain(person, many(6)).map(({ at }) => at)).toEqual([0, 0, 0, 1010, 2020, 3030]);
  });

  it('holds over a long flow, too, with a row of stamps that does not grow', () => {
    const left = drain(person, many(1_500));
    expect(left.at(-1)?.at).toBeGreaterThan(1_480 * SECOND);
    const recent = Array.from({ length: 900 }, (_, n) => n * 1_000);
    expect(stillCounted(person, { recent, slowdown: 1 }, 899_000).length).toBeLessThanOrEqual(200);
  });

  it('forgets everything once the bucket is full again', () => {
    const recent = [0, 0, 0];
    expect(stillCounted(person, { recent, slowdown: 1 }, 3_000)).toEqual(recent);
    expect(stillCounted(person, { recent, slowdown: 1 }, 3_030)).toEqual([]);
    expect(stillCounted(person, { recent: [0, 10_000], slowdown: 1 }, 10_100)).toEqual([10_000]);
  });

  it('lets an album be paid off afterwards', () => {
    expect(drain(person, [...many(1, { cost: 10 }), ...many(1, { at: 1 })]).map(({ at }) => at)).toEqual([
      0, 8080,
    ]);
  });
});

describe('the slowdown', () => {
  it('grows by half with every refusal, to four times at most, and goes back slowly', () => {
    let slowdown = 1;
    const grown = Array.from({ length: 5 }, () => (slowdown = slower(slowdown)));
    expect(grown).toEqual([1.5, 2.25, 3.375, 4, 4]);
    expect(faster(1.5)).toBeGreaterThan(1.4);
    for (let accepted = 0; accepted < 60; accepted++) slowdown = faster(slowdown);
    expect(slowdown).toBe(1);
  });

  it('slows every lane down in proportion', () => {
    const times = (slowdown: number): number[] => drain(person, many(5), slowdown).map(({ at }) => at);
    expect(times(2)).toEqual(times(1).map((at) => at * 2));
    expect(400 / ((drain(group, many(400), 2).at(-1)?.at ?? 0) / MINUTE)).toBeLessThan(10.5);
  });
});
