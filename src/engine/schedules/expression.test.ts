import { describe, expect, it } from 'vitest';
import { BranchlineError } from '../../kernel/errors.js';
import { parseSchedule, type ScheduleExpression } from './expression.js';
import { toZonedIso } from './wall-time.js';

function occurrences(schedule: ScheduleExpression, after: string, limit: number): string[] {
  return parseSchedule(schedule)
    .after(new Date(after), limit)
    .map((at) => toZonedIso(at, schedule.timezone));
}

function faultOf(schedule: ScheduleExpression): unknown {
  try {
    parseSchedule(schedule);
    return undefined;
  } catch (error) {
    return error instanceof BranchlineError ? { code: error.code, ...error.details } : error;
  }
}

describe('daylight saving', () => {
  const daily = (time: string, timezone: string): ScheduleExpression => ({
    kind: 'cron',
    expr: time,
    timezone,
  });

  it.each([
    [
      'America/New_York',
      '30 2 * * *',
      '2026-03-07T00:00:00-05:00',
      ['2026-03-07T02:30:00-05:00', '2026-03-08T03:30:00-04:00', '2026-03-09T02:30:00-04:00'],
    ],
    [
      'America/New_York',
      '30 1 * * *',
      '2026-10-31T00:00:00-04:00',
      ['2026-10-31T01:30:00-04:00', '2026-11-01T01:30:00-04:00', '2026-11-02T01:30:00-05:00'],
    ],
    [
      'Europe/Berlin',
      '0 9 * * *',
      '2026-03-28T00:00:00+01:00',
      ['2026-03-28T09:00:00+01:00', '2026-03-29T09:00:00+02:00'],
    ],
    [
      'Europe/Berlin',
      '30 2 * * *',
      '2026-03-28T00:00:00+01:00',
      ['2026-03-28T02:30:00+01:00', '2026-03-29T03:30:00+02:00', '2026-03-30T02:30:00+02:00'],
    ],
    [
      'Australia/Lord_Howe',
      '15 2 * * *',
      '2026-10-03T00:00:00+10:30',
      ['2026-10-03T02:15:00+10:30', '2026-10-04T02:45:00+11:00', '2026-10-05T02:15:00+11:00'],
    ],
    [
      'Australia/Lord_Howe',
      '45 1 * * *',
      '2026-04-04T00:00:00+11:00',
      ['2026-04-04T01:45:00+11:00', '2026-04-05T01:45:00+11:00', '2026-04-06T01:45:00+10:30'],
    ],
    [
      'Asia/Tbilisi',
      '30 2 * * *',
      '2026-03-28T00:00:00+04:00',
      ['2026-03-28T02:30:00+04:00', '2026-03-29T02:30:00+04:00'],
    ],
  ])('in %s: %s', (zone, expr, after, expected) => {
    expect(occurrences(daily(expr, zone), after, expected.length)).toEqual(expected);
  });

  it('makes one of two slots that the gap moves to the same moment', () => {
    expect(occurrences(daily('30 2,3 * * *', 'Europe/Berlin'), '2026-03-29T00:00:00+01:00', 2)).toEqual([
      '2026-03-29T03:30:00+02:00',
      '2026-03-30T02:30:00+02:00',
    ]);
  });

  it('keeps the order of what the gap moves past what follows it on the clock', () => {
    expect(occurrences(daily('*/40 * * * *', 'Europe/Berlin'), '2026-03-29T01:30:00+01:00', 4)).toEqual([
      '2026-03-29T01:40:00+01:00',
      '2026-03-29T03:00:00+02:00',
      '2026-03-29T03:40:00+02:00',
      '2026-03-29T04:00:00+02:00',
    ]);
    const anchored = {
      kind: 'rrule',
      expr: 'FREQ=MINUTELY;INTERVAL=25',
      timezone: 'Europe/Berlin',
      anchor: '2026-03-29T00:00:00',
    } as const;
    expect(occurrences(anchored, '2026-03-29T01:30:00+01:00', 5)).toEqual([
      '2026-03-29T01:40:00+01:00',
      '2026-03-29T03:05:00+02:00',
      '2026-03-29T03:20:00+02:00',
      '2026-03-29T03:30:00+02:00',
      '2026-03-29T03:45:00+02:00',
    ]);
  });

  it('does not lose a moved slot when asked from within the moved hour', () => {
    expect(occurrences(daily('50 2 * * *', 'Europe/Berlin'), '2026-03-29T03:10:00+02:00', 1)).toEqual([
      '2026-03-29T03:50:00+02:00',
    ]);
  });

  it('does not repeat the hour that happens twice', () => {
    expect(occurrences(daily('*/30 * * * *', 'Europe/Berlin'), '2026-10-25T02:00:00+02:00', 2)).toEqual([
      '2026-10-25T02:30:00+02:00',
      '2026-10-25T03:00:00+01:00',
    ]);
    expect(occurrences(daily('30 2 * * *', 'Europe/Berlin'), '2026-10-25T02:10:00+01:00', 1)).toEqual([
      '2026-10-26T02:30:00+01:00',
    ]);
  });

  it('allows what comes before an UNTIL in UTC, also in an hour that happens twice', () => {
    const rule = { kind: 'rrule', timezone: 'Europe/Berlin', anchor: '2026-10-25T01:45:00' } as const;
    expect(
      occurrences(
        { ...rule, expr: 'FREQ=MINUTELY;INTERVAL=30;UNTIL=20261025T010000Z' },
        '2026-10-25T00:00:00Z',
        9,
      ),
    ).toEqual(['2026-10-25T02:15:00+02:00', '2026-10-25T02:45:00+02:00']);
  });
});

describe('a schedule of one time', () => {
  const once = (expr: string, timezone = 'Asia/Tbilisi'): ScheduleExpression => ({
    kind: 'once',
    expr,
    timezone,
  });

  it.each([
    ['2026-05-01T09:00:00', '2026-05-01T09:00:00+04:00'],
    ['2026-05-01T09:00', '2026-05-01T09:00:00+04:00'],
    ['2026-05-01T09:00:00Z', '2026-05-01T13:00:00+04:00'],
    ['2026-05-01T09:00:00+02:00', '2026-05-01T11:00:00+04:00'],
    ['20260501T090000Z', '2026-05-01T13:00:00+04:00'],
  ])('%s occurs once', (expr, at) => {
    expect(occurrences(once(expr), '2026-01-01T00:00:00Z', 5)).toEqual([at]);
    expect(occurrences(once(expr), at, 5)).toEqual([]);
  });

  it.each(['tomorrow', '2026-02-30T09:00:00', '2026-05-01', '2026-05-01T25:00:00', '09:00', ''])(
    '"%s" is refused',
    (expr) => {
      expect(faultOf(once(expr))).toMatchObject({ code: 'schedule.invalid', field: 'schedule_expr' });
    },
  );
});

describe('a schedule that waits for events', () => {
  it('has no occurrences of its own', () => {
    const schedule = parseSchedule({ kind: 'event', expr: 'booking.*', timezone: 'UTC' });
    expect(schedule.next(new Date(0))).toBeUndefined();
  });
});

describe('a fault', () => {
  const rrule = (expr: string): ScheduleExpression => ({
    kind: 'rrule',
    expr,
    timezone: 'UTC',
    anchor: '2026-03-01T09:00:00',
  });

  it('names the zone that does not exist', () => {
    const message = 'there is no time zone Mars/Olympus';
    expect(faultOf({ kind: 'cron', expr: '* * * * *', timezone: 'Mars/Olympus' })).toEqual({
      code: 'schedule.invalid',
      field: 'timezone',
      message,
      faults: [{ path: 'timezone', message }],
    });
  });

  it.each([
    ['', 'has no RRULE'],
    ['every day', 'neither a rule'],
    ['INTERVAL=2', 'needs FREQ'],
    ['FREQ=FORTNIGHTLY', 'FREQ=FORTNIGHTLY is unknown'],
    ['FREQ=DAILY;INTERVAL=0', 'INTERVAL=0 is not a whole number above 0'],
    ['FREQ=DAILY;COUNT=-1', 'COUNT=-1'],
    ['FREQ=DAILY;BYHOUR=24', 'BYHOUR 24 is out of range 0..23'],
    ['FREQ=MONTHLY;BYMONTHDAY=0', 'BYMONTHDAY 0 is out of range -31..-1 and 1..31'],
    ['FREQ=WEEKLY;BYDAY=MON', '"MON" is no weekday'],
    ['FREQ=DAILY;COUNT=2;UNTIL=20260401', 'COUNT or UNTIL, not both'],
    ['FREQ=DAILY;UNTIL=soon', 'UNTIL=SOON is not a date'],
    ['FREQ=DAILY;FREQ=WEEKLY', 'FREQ is given twice'],
    ['FREQ=DAILY;BYEASTER=1', 'no part BYEASTER'],
    ['FREQ=DAILY;DTSTART=20260101T000000', 'a line of its own'],
    ['FREQ=WEEKLY;BYDAY=1MO', 'BYDAY=1MO goes with FREQ=MONTHLY or YEARLY only'],
    ['FREQ=WEEKLY;BYMONTHDAY=13', 'BYMONTHDAY does not go with FREQ=WEEKLY'],
    ['FREQ=MONTHLY;BYWEEKNO=20', 'BYWEEKNO goes with FREQ=YEARLY only'],
    ['FREQ=DAILY;BYYEARDAY=20', 'BYYEARDAY does not go with FREQ=DAILY'],
    ['FREQ=DAILY;BYSETPOS=1', 'BYSETPOS needs another BY part'],
    ['DTSTART;TZID=Mars/Olympus:20260301T090000\nRRULE:FREQ=DAILY', 'no time zone Mars/Olympus'],
    ['DTSTART:2026\nRRULE:FREQ=DAILY', 'DTSTART: "2026" is not a date'],
    ['FREQ=DAILY\nEXDATE:never', 'EXDATE: "never" is not a date'],
    ['FREQ=DAILY\nRRULE:FREQ=WEEKLY', 'more than one RRULE'],
  ])('of a rule is told: %s', (expr, message) => {
    expect(faultOf(rrule(expr))).toMatchObject({
      code: 'schedule.invalid',
      message: expect.stringContaining(message) as string,
    });
  });

  it('asks for a start where a rule has none', () => {
    expect(faultOf({ kind: 'rrule', expr: 'FREQ=DAILY', timezone: 'UTC' })).toMatchObject({
      field: 'dtstart',
    });
  });

  it.each([
    ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31', 'BYMONTHDAY=31 with BYMONTH=2 never occurs'],
    ['FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30', 'never occurs'],
    ['FREQ=MONTHLY;BYDAY=6MO', 'never occurs'],
    ['FREQ=HOURLY;INTERVAL=2;BYHOUR=8', 'never occurs'],
    ['FREQ=SECONDLY;INTERVAL=75;BYSECOND=22,26,19', 'never occurs'],
    ['FREQ=DAILY;INTERVAL=7;BYDAY=MO', 'never occurs'],
    ['FREQ=HOURLY;INTERVAL=168;BYDAY=MO', 'never occurs'],
    ['FREQ=MONTHLY;INTERVAL=12;BYMONTH=4', 'never occurs'],
    ['FREQ=YEARLY;BYMONTH=6;BYWEEKNO=1', 'never occurs'],
    ['FREQ=MINUTELY;BYSECOND=0;BYSETPOS=2', 'never occurs'],
  ])('is a rule that can never occur: %s', (expr, message) => {
    expect(faultOf(rrule(expr))).toMatchObject({ message: expect.stringContaining(message) as string });
  });
});
