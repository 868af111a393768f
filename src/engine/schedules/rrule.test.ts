import { describe, expect, it } from 'vitest';
import { parseSchedule } from './expression.js';
import { RFC_EXAMPLES, RFC_SAME } from './rfc5545-examples.fixture.js';
import { toWall, toZonedIso } from './wall-time.js';

const NEW_YORK = 'America/New_York';
const BEFORE = new Date('1996-01-01T00:00:00Z');

function wallsOf(expr: string, limit: number, timezone = NEW_YORK, anchor?: string): string[] {
  const schedule = parseSchedule({ kind: 'rrule', expr, timezone, anchor });
  return schedule.after(BEFORE, limit).map((at) => toWall(at, timezone));
}

describe('the examples of RFC 5545, 3.8.5.3', () => {
  it.each(RFC_EXAMPLES)('$title', ({ start, lines, expected, ends }) => {
    const walls = expected.split(' ').map((text) => (text.includes('T') ? `${text}:00` : `${text}T09:00:00`));
    const found = wallsOf(`DTSTART;TZID=${NEW_YORK}:${start}\n${lines}`, walls.length + (ends ? 5 : 0));
    expect(found).toEqual(walls);
  });

  it.each(RFC_SAME)('$title, however it is written', ({ start, rules, count, last }) => {
    const [first, ...others] = rules.map((rule) =>
      parseSchedule({
        kind: 'rrule',
        expr: `DTSTART;TZID=${NEW_YORK}:${start}\nRRULE:${rule}`,
        timezone: NEW_YORK,
      }).after(BEFORE, 1000),
    );
    expect(first).toHaveLength(count);
    expect(toZonedIso(first?.at(-1) ?? BEFORE, NEW_YORK)).toBe(last);
    for (const other of others) expect(other).toEqual(first);
  });

  it('keeps 9:00 on the clock across the end of summer time', () => {
    const schedule = parseSchedule({
      kind: 'rrule',
      expr: `DTSTART;TZID=${NEW_YORK}:19971025T090000\nRRULE:FREQ=DAILY;COUNT=3`,
      timezone: NEW_YORK,
    });
    expect(schedule.after(BEFORE, 5).map((at) => at.toISOString())).toEqual([
      '1997-10-25T13:00:00.000Z',
      '1997-10-26T14:00:00.000Z',
      '1997-10-27T14:00:00.000Z',
    ]);
  });
});

describe('rules beyond the examples', () => {
  it.each([
    ['a leap day', 'FREQ=YEARLY', '2024-02-29T12:00:00', ['2024-02-29', '2028-02-29', '2032-02-29']],
    [
      'the 31st of every month that has one',
      'FREQ=MONTHLY',
      '2026-01-31T12:00:00',
      ['2026-01-31', '2026-03-31', '2026-05-31'],
    ],
    [
      'a year that is no leap year at a turn of the century',
      'FREQ=YEARLY;INTERVAL=4',
      '2096-02-29T12:00:00',
      ['2096-02-29', '2104-02-29'],
    ],
    [
      'week 53, only of the years that have it',
      'FREQ=YEARLY;BYWEEKNO=53;BYDAY=FR',
      '2015-01-01T12:00:00',
      ['2016-01-01', '2021-01-01', '2027-01-01'],
    ],
    [
      'week 1, which may begin in December',
      'FREQ=YEARLY;BYWEEKNO=1;BYDAY=MO',
      '2018-01-01T12:00:00',
      ['2018-01-01', '2018-12-31', '2019-12-30', '2021-01-04'],
    ],
    [
      'every other week 1, counted in years of weeks',
      'FREQ=YEARLY;INTERVAL=2;BYWEEKNO=1;BYDAY=MO',
      '2024-01-01T12:00:00',
      ['2024-01-01', '2025-12-29', '2028-01-03'],
    ],
    [
      'a week number alone, on the weekday of the start',
      'FREQ=YEARLY;BYWEEKNO=20',
      '2024-01-03T12:00:00',
      ['2024-05-15', '2025-05-14'],
    ],
    [
      'the last day of the year',
      'FREQ=YEARLY;BYYEARDAY=-1',
      '2023-05-01T12:00:00',
      ['2023-12-31', '2024-12-31'],
    ],
    ['day 366', 'FREQ=YEARLY;BYYEARDAY=366', '2023-05-01T12:00:00', ['2024-12-31', '2028-12-31']],
    [
      'numbered and plain weekdays side by side',
      'FREQ=MONTHLY;BYDAY=1MO,FR',
      '2026-03-01T12:00:00',
      ['2026-03-02', '2026-03-06', '2026-03-13', '2026-03-20', '2026-03-27', '2026-04-03', '2026-04-06'],
    ],
    [
      'positions in a week that has begun before the start',
      'FREQ=WEEKLY;BYDAY=TU,SU;BYSETPOS=2',
      '2025-03-01T12:00:00',
      ['2025-03-02', '2025-03-09'],
    ],
  ])('%s', (_, expr, anchor, dates) => {
    expect(wallsOf(expr, dates.length, 'UTC', anchor)).toEqual(dates.map((date) => `${date}T12:00:00`));
  });

  it('counts the hours of an interval from the start, whatever BYHOUR leaves of them', () => {
    // From 00:30 on every 5 hours: 03:30 and 08:30 come after 75 and 80 hours, and again every 120.
    expect(wallsOf('FREQ=HOURLY;INTERVAL=5;BYHOUR=3,8', 3, 'UTC', '2026-03-01T00:30:00')).toEqual([
      '2026-03-04T03:30:00',
      '2026-03-04T08:30:00',
      '2026-03-09T03:30:00',
    ]);
  });

  it('starts again on the right week after ten years: a biweekly rule does not flip', () => {
    const biweekly = {
      kind: 'rrule',
      expr: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO',
      timezone: 'Asia/Tbilisi',
      anchor: '2016-03-07T09:00:00',
    } as const;
    const walked = parseSchedule(biweekly).after(new Date('2016-01-01T00:00:00Z'), 600);
    for (const [index, at] of walked.slice(0, -1).entries())
      expect(parseSchedule(biweekly).next(at)).toEqual(walked[index + 1]);
  });

  it('ends after COUNT, wherever it is asked from', () => {
    const schedule = parseSchedule({
      kind: 'rrule',
      expr: 'FREQ=DAILY;COUNT=10',
      timezone: 'UTC',
      anchor: '2026-03-01T09:00:00',
    });
    expect(schedule.after(new Date('2026-03-08T09:00:00Z'), 100)).toEqual([
      new Date('2026-03-09T09:00:00Z'),
      new Date('2026-03-10T09:00:00Z'),
    ]);
    expect(schedule.next(new Date('2026-03-10T09:00:00Z'))).toBeUndefined();
  });

  it('finds the end of a long COUNT without walking to it', () => {
    const schedule = parseSchedule({
      kind: 'rrule',
      expr: 'FREQ=SECONDLY;INTERVAL=2;COUNT=400000000',
      timezone: 'UTC',
      anchor: '2000-01-01T00:00:00',
    });
    const last = new Date(Date.UTC(2000, 0, 1) + 399_999_999 * 2000);
    expect(schedule.after(new Date(last.getTime() - 4000), 10)).toEqual([
      new Date(last.getTime() - 2000),
      last,
    ]);
  });

  it('takes UNTIL as a date for that whole day', () => {
    expect(wallsOf('FREQ=DAILY;UNTIL=20260303', 10, 'UTC', '2026-03-01T09:00:00')).toHaveLength(3);
  });
});

describe('a recurrence set', () => {
  const start = 'DTSTART:20260301T090000\n';

  it('adds RDATE and leaves out EXDATE, each in its own zone', () => {
    const walls = wallsOf(
      `${start}RRULE:FREQ=DAILY;COUNT=4\nRDATE;TZID=Asia/Tbilisi:20260302T120000\nEXDATE:20260302T090000,20260303T080000Z`,
      10,
      'Europe/Berlin',
    );
    expect(walls).toEqual(['2026-03-01T09:00:00', '2026-03-04T09:00:00']);
  });

  it('puts an added time in its place, also after the end of the rule', () => {
    expect(
      wallsOf(`${start}RRULE:FREQ=DAILY;COUNT=2\nRDATE:20260301T120000,20260401T120000`, 10, 'UTC'),
    ).toEqual(['2026-03-01T09:00:00', '2026-03-01T12:00:00', '2026-03-02T09:00:00', '2026-04-01T12:00:00']);
  });

  it('counts an excluded occurrence, and excludes a whole day by its date', () => {
    expect(
      wallsOf(`${start}RRULE:FREQ=HOURLY;INTERVAL=12;COUNT=4\nEXDATE;VALUE=DATE:20260302`, 10, 'UTC'),
    ).toEqual(['2026-03-01T09:00:00', '2026-03-01T21:00:00']);
  });

  it('turns a start in UTC into wall time of the zone', () => {
    expect(wallsOf('DTSTART:20260301T050000Z\nRRULE:FREQ=DAILY;COUNT=1', 2, 'Asia/Tbilisi')).toEqual([
      '2026-03-01T09:00:00',
    ]);
  });

  it.each(['\n', '\r\n', '\\n', ' '])('accepts %j between its lines', (separator) => {
    expect(wallsOf(`DTSTART:20260301T090000${separator}RRULE:FREQ=DAILY;COUNT=2`, 5, 'UTC')).toHaveLength(2);
  });
});
