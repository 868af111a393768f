import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseSchedule } from './expression.js';
import { decideSlots, MOST_SLOTS, type Decision, type SlotRules } from './slots.js';

const MINUTE_MS = 60_000;
const now = new Date('2026-03-04T12:00:30Z');

function every(expr: string, timezone = 'UTC') {
  return parseSchedule({ kind: 'cron', expr, timezone, anchor: '2026-01-01T00:00:00' });
}

function rules(facts: Partial<SlotRules> = {}): SlotRules {
  return {
    id: 'b2c7',
    timezone: 'UTC',
    catchUp: 'one',
    catchUpSeconds: 86_400,
    exclude: [],
    jitterSeconds: 0,
    settledUntil: new Date('2026-03-04T11:59:30Z'),
    ...facts,
  };
}

function told({ slots }: Decision): string[] {
  return slots.map(({ at, cause }) => `${cause} ${at.toISOString().slice(11, 19)}`);
}

describe('slots in time', () => {
  it('are made once they have come, and the next one is known', () => {
    const decision = decideSlots(rules(), every('* * * * *'), now);
    expect(told(decision)).toEqual(['schedule 12:00:00']);
    expect(decision.settledUntil).toEqual(now);
    expect(decision.nextSlotAt).toEqual(new Date('2026-03-04T12:01:00Z'));
  });

  it('are in time for a minute, whatever is done about missed ones', () => {
    const settledUntil = new Date('2026-03-04T11:50:00Z');
    const skipping = rules({ catchUp: 'skip', settledUntil });
    expect(
      told(decideSlots(skipping, every('* * * * *'), new Date('2026-03-04T12:00:00Z'))).slice(-3),
    ).toEqual(['missed 11:58:00', 'schedule 11:59:00', 'schedule 12:00:00']);
  });

  it('are not made on an excluded date, which is said', () => {
    expect(told(decideSlots(rules({ exclude: ['03-04'] }), every('* * * * *'), now))).toEqual([
      'excluded 12:00:00',
    ]);
  });

  it('end with the last one', () => {
    const once = parseSchedule({
      kind: 'once',
      expr: '2026-03-04T12:00:00Z',
      timezone: 'UTC',
      anchor: '2026-01-01T00:00:00',
    });
    const decision = decideSlots(rules(), once, now);
    expect(told(decision)).toEqual(['schedule 12:00:00']);
    expect(decision.nextSlotAt).toBeNull();
  });
});

describe('slots that were missed', () => {
  const settledUntil = new Date('2026-03-04T11:54:30Z');
  const at = new Date('2026-03-04T12:00:30Z');

  it.each([
    ['skip', ['missed', 'missed', 'missed', 'missed', 'missed', 'schedule']],
    ['one', ['missed', 'missed', 'missed', 'missed', 'catch_up', 'schedule']],
    ['all', ['catch_up', 'catch_up', 'catch_up', 'catch_up', 'catch_up', 'schedule']],
  ] as const)('are caught up by the rule %s', (catchUp, causes) => {
    const decision = decideSlots(rules({ catchUp, settledUntil }), every('* * * * *'), at);
    expect(decision.slots.map(({ cause }) => cause)).toEqual(causes);
  });

  it('are not caught up beyond the window', () => {
    const within = rules({ catchUp: 'all', catchUpSeconds: 180, settledUntil });
    expect(told(decideSlots(within, every('* * * * *'), at))).toEqual([
      'missed 11:55:00',
      'missed 11:56:00',
      'missed 11:57:00',
      'catch_up 11:58:00',
      'catch_up 11:59:00',
      'schedule 12:00:00',
    ]);
    const none = rules({ catchUp: 'one', catchUpSeconds: 0, settledUntil });
    expect(told(decideSlots(none, every('* * * * *'), at))).not.toContain('catch_up 11:59:00');
  });

  it('of a time when nobody was there for days: the newest one that is not excluded is caught up', () => {
    const away = rules({
      settledUntil: new Date('2026-02-20T00:00:00Z'),
      exclude: ['2026-03-03', '2026-03-04'],
      catchUpSeconds: 30 * 86_400,
    });
    const { slots } = decideSlots(away, every('0 9 * * *'), now);
    const caught = slots.filter(({ cause }) => cause === 'catch_up');
    expect(caught.map((slot) => slot.at.toISOString())).toEqual(['2026-03-02T09:00:00.000Z']);
    expect(slots.filter(({ cause }) => cause === 'excluded')).toHaveLength(2);
  });

  it('come a thousand at a time when there are very many, without a gap and without a repetition', () => {
    const schedule = every('* * * * * *');
    const seen: number[] = [];
    let settled = new Date(now.getTime() - 2_500_000);
    let rounds = 0;
    for (; settled < now; rounds++) {
      const decision = decideSlots(rules({ catchUp: 'all', settledUntil: settled }), schedule, now);
      expect(decision.slots.length).toBeLessThanOrEqual(MOST_SLOTS + 61);
      seen.push(...decision.slots.map((slot) => slot.at.getTime()));
      settled = decision.settledUntil;
    }
    expect(rounds).toBe(3);
    expect(seen).toHaveLength(2_500);
    expect(new Set(seen).size).toBe(2_500);
  });

  it('cost little to find the newest of, also of a rule for every second after a month', () => {
    const away = rules({
      settledUntil: new Date(now.getTime() - 30 * 86_400_000),
      catchUpSeconds: 2_592_000,
    });
    const before = performance.now();
    const decision = decideSlots(away, every('* * * * * *'), now);
    expect(performance.now() - before).toBeLessThan(500);
    expect(decision.slots.filter(({ cause }) => cause === 'catch_up')).toHaveLength(1);
  });
});

describe('jitter', () => {
  const schedule = every('* * * * *');

  it('puts the run off within its bound, the same wherever it is asked', () => {
    const spread = Array.from({ length: 50 }, (_, n) => {
      const [slot] = decideSlots(rules({ id: `task ${n}`, jitterSeconds: 30 }), schedule, now).slots;
      const [again] = decideSlots(rules({ id: `task ${n}`, jitterSeconds: 30 }), schedule, now).slots;
      expect(again).toEqual(slot);
      return (slot?.runAt.getTime() ?? 0) - (slot?.at.getTime() ?? 0);
    });
    expect(Math.min(...spread)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...spread)).toBeLessThan(30_000);
    expect(new Set(spread).size).toBeGreaterThan(40);
  });
});

describe('whatever the times', () => {
  it('no slot is made twice, none is lost, and all lie in what is settled', () => {
    const property = fc.property(
      fc.array(fc.integer({ min: 1, max: 40 * MINUTE_MS }), { minLength: 1, maxLength: 20 }),
      fc.constantFrom('skip' as const, 'one' as const, 'all' as const),
      fc.constantFrom('* * * * *', '*/7 * * * *', '*/20 * * * * *'),
      (pauses, catchUp, expr) => {
        const schedule = every(expr);
        const start = new Date('2026-03-04T11:59:30.123Z');
        const seen: number[] = [];
        let settledUntil = start;
        for (const pause of pauses) {
          const at = new Date(settledUntil.getTime() + pause);
          const decision = decideSlots(rules({ catchUp, settledUntil }), schedule, at);
          for (const slot of decision.slots) {
            expect(slot.at > settledUntil && slot.at <= at).toBe(true);
            seen.push(slot.at.getTime());
          }
          settledUntil = decision.settledUntil;
        }
        const all = schedule.after(start, 10_000, settledUntil).map((slot) => slot.getTime());
        expect(seen).toEqual(all);
      },
    );
    fc.assert(property, { numRuns: 100 });
  });
});
