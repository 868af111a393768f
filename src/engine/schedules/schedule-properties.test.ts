import fc from 'fast-check';
import { RRuleTemporal } from 'rrule-temporal';
import { Cron } from 'croner';
import { describe, expect, it } from 'vitest';
import { parseSchedule, type Schedule } from './expression.js';
import { toWall } from './wall-time.js';

const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const ZONES = [
  'UTC',
  'America/New_York',
  'Europe/Berlin',
  'Australia/Lord_Howe',
  'Asia/Tbilisi',
  'Pacific/Apia',
];

function list(values: fc.Arbitrary<number | string>): fc.Arbitrary<string> {
  return fc.uniqueArray(values, { minLength: 1, maxLength: 3 }).map((chosen) => chosen.join(','));
}

/** One of the usual ways to choose days for a frequency; each limits days in one way, on which everybody agrees. */
function dayPart(freq: string): fc.Arbitrary<string> {
  const weekday = fc.constantFrom(...WEEKDAYS);
  const monthDay = fc.integer({ min: -28, max: 28 }).filter((day) => day !== 0);
  const numbered = fc.tuple(fc.constantFrom(-2, -1, 1, 2, 4), weekday).map((parts) => parts.join(''));
  const weekdays = list(weekday).map((days) => `;BYDAY=${days}`);
  const monthDays = list(monthDay).map((days) => `;BYMONTHDAY=${days}`);
  if (freq === 'WEEKLY') return fc.oneof(fc.constant(''), weekdays);
  if (freq === 'MONTHLY' || freq === 'YEARLY')
    return fc.oneof(
      fc.constant(''),
      weekdays,
      monthDays,
      list(numbered).map((days) => `;BYDAY=${days}`),
    );
  return fc.oneof(fc.constant(''), weekdays, monthDays);
}

const rule = fc
  .constantFrom('YEARLY', 'MONTHLY', 'WEEKLY', 'DAILY', 'HOURLY', 'MINUTELY', 'SECONDLY')
  .chain((freq) =>
    fc
      .record({
        interval: fc.integer({ min: 1, max: 12 }),
        days: dayPart(freq),
        hours: fc.option(list(fc.integer({ min: 0, max: 23 })), { nil: undefined, freq: 3 }),
        months: fc.option(list(fc.integer({ min: 1, max: 12 })), { nil: undefined, freq: 3 }),
        count: fc.option(fc.integer({ min: 1, max: 60 }), { nil: undefined }),
      })
      .map(
        ({ interval, days, hours, months, count }) =>
          `FREQ=${freq};INTERVAL=${interval}${days}${hours === undefined ? '' : `;BYHOUR=${hours}`}` +
          `${months === undefined ? '' : `;BYMONTH=${months}`}${count === undefined ? '' : `;COUNT=${count}`}`,
      ),
  );

const FIRST = Date.UTC(2015, 0, 1);
const start = fc
  .integer({ min: 0, max: 12 * 365 * 86_400 })
  .map((seconds) => new Date(FIRST + seconds * 1000));

const scheduleAndTime = fc
  .record({ expr: rule, zone: fc.constantFrom(...ZONES), anchor: start, after: start })
  .map(({ expr, zone, anchor, after }) => ({ expr, schedule: possible(expr, zone, anchor), after }));

/** Undefined: the rule can never occur. */
function possible(expr: string, timezone: string, anchor: Date): Schedule | undefined {
  try {
    return parseSchedule({ kind: 'rrule', expr, timezone, anchor: toWall(anchor, timezone) });
  } catch (error) {
    expect(error).toMatchObject({
      code: 'schedule.invalid',
      message: expect.stringContaining('never occurs') as string,
    });
    return undefined;
  }
}

describe('the occurrences of any rule', () => {
  it('come in order, each once, after the given time', () => {
    fc.assert(
      fc.property(scheduleAndTime, ({ schedule, after }) => {
        let last = after;
        for (const at of schedule?.after(after, 60) ?? []) {
          expect(at.getTime()).toBeGreaterThan(last.getTime());
          last = at;
        }
      }),
      { numRuns: 300 },
    );
  });

  it('are the same however many are asked for, and from whichever of them', () => {
    fc.assert(
      fc.property(scheduleAndTime, fc.integer({ min: 0, max: 39 }), ({ schedule, after }, place) => {
        const all = schedule?.after(after, 40) ?? [];
        expect(schedule?.after(after, place) ?? []).toEqual(all.slice(0, place));
        const from = all[place];
        if (from) expect(schedule?.after(from, 39 - place)).toEqual(all.slice(place + 1));
        if (from) expect(schedule?.after(after, 40, from)).toEqual(all.slice(0, place + 1));
      }),
      { numRuns: 300 },
    );
  });

  it('are those that rrule-temporal finds', () => {
    const horizon = Date.UTC(2035, 0, 1);
    fc.assert(
      fc.property(rule, start, (expr, anchor) => {
        const schedule = possible(expr, 'UTC', anchor);
        fc.pre(schedule !== undefined);
        const own = schedule.after(new Date(anchor.getTime() - 1), 20, new Date(horizon));
        const stamp = anchor.toISOString().replaceAll(/[-:]|\.\d+Z/g, '');
        const theirs = new RRuleTemporal({
          rruleString: `DTSTART;TZID=UTC:${stamp}\nRRULE:${expr}`,
          maxIterations: 1_000_000,
        });
        const found: number[] = [];
        theirs.all((at) => {
          if (found.length < own.length) found.push(at.epochMilliseconds);
          return found.length < own.length;
        });
        expect(own.map((at) => at.getTime())).toEqual(found.slice(0, own.length));
      }),
      { numRuns: 200 },
    );
  });
});

describe('the occurrences of any cron expression', () => {
  const field = (min: number, max: number): fc.Arbitrary<string> =>
    fc.oneof(
      fc.constant('*'),
      list(fc.integer({ min, max })),
      fc.integer({ min: 2, max: 6 }).map((step) => `*/${step}`),
    );
  const weekdays = fc.oneof(field(0, 6), fc.constantFrom('MON-FRI', '7', 'FRIL', 'TUE#3', '1,5L'));
  const days = fc.oneof(field(1, 28), fc.constant('L'));

  it('are those that croner finds', () => {
    fc.assert(
      fc.property(field(0, 59), field(0, 23), days, field(1, 12), weekdays, start, (...parts) => {
        const after = parts[5];
        const expr = parts.slice(0, 5).join(' ');
        const own = parseSchedule({ kind: 'cron', expr, timezone: 'UTC' }).after(after, 5);
        expect(own).toEqual(new Cron(expr, { timezone: 'UTC', paused: true }).nextRuns(5, after));
      }),
      { numRuns: 200 },
    );
  });
});
