import { describe, expect, it } from 'vitest';
import { parseSchedule } from './expression.js';
import { toZonedIso } from './wall-time.js';

function times(expr: string, timezone: string, after: string, limit: number): string[] {
  return parseSchedule({ kind: 'rrule', expr, timezone, anchor: '2026-01-01T00:00:00' })
    .after(new Date(after), limit)
    .map((at) => toZonedIso(at, timezone));
}

/** `20260328` and so many dates after it, `every` days apart. */
function dates(first: string, count: number, every = 1): string[] {
  return Array.from({ length: count }, (_, index) =>
    new Date(Date.parse(first) + index * every * 86_400_000).toISOString().slice(0, 10),
  );
}

function exclude(days: readonly string[]): string {
  return `\nEXDATE;VALUE=DATE:${days.map((day) => day.replaceAll('-', '')).join(',')}`;
}

describe('days that are excluded as a whole', () => {
  // Second by second these would be 90 million.
  it('are passed over, however many occurrences they have', () => {
    const excluded = dates('2026-11-21', 1_000);
    expect(times(`FREQ=SECONDLY${exclude(excluded)}`, 'Europe/Berlin', '2026-11-20T22:59:57Z', 4)).toEqual([
      '2026-11-20T23:59:58+01:00',
      '2026-11-20T23:59:59+01:00',
      '2029-08-17T00:00:00+02:00',
      '2029-08-17T00:00:01+02:00',
    ]);
  });

  it.each([
    ['Asia/Gaza', '2026-03-26', 'forward at 02:00 or at midnight'],
    ['America/Nuuk', '2026-03-27', 'forward from 23:00 to midnight'],
    ['America/Havana', '2026-03-06', 'forward at midnight'],
    ['America/Havana', '2026-10-30', 'back at 01:00'],
    ['America/Sao_Paulo', '2018-02-16', 'back at midnight'],
    ['America/St_Johns', '2010-11-05', 'back at a minute past midnight'],
    ['America/St_Johns', '2010-03-12', 'forward at a minute past midnight'],
    ['Pacific/Apia', '2011-12-28', 'forward by a day'],
    ['Europe/Berlin', '2026-10-23', 'back at 03:00'],
  ])('leave out what is on their dates and nothing else: %s, %s (%s)', (zone, first) => {
    const day = (at: string): string => at.slice(0, 10);
    const rule = 'DTSTART:20100101T000000\nRRULE:FREQ=MINUTELY;INTERVAL=10';
    const all = times(rule, zone, `${first}T00:00:00Z`, 144 * 5);
    for (const excluded of [dates(first, 4, 2), dates(first, 2), dates(first, 1), dates(first, 3).slice(1)]) {
      const included = all.filter((at) => !excluded.includes(day(at)));
      const found = times(`${rule}${exclude(excluded)}`, zone, `${first}T00:00:00Z`, included.length);
      expect(found).toEqual(included);
    }
  });

  it('leave out added times as well', () => {
    const rule = `RRULE:FREQ=DAILY\nRDATE:20260302T120000,20260303T120000${exclude(['2026-03-02'])}`;
    expect(times(rule, 'UTC', '2026-03-01T12:00:00Z', 3)).toEqual([
      '2026-03-03T00:00:00+00:00',
      '2026-03-03T12:00:00+00:00',
      '2026-03-04T00:00:00+00:00',
    ]);
  });
});
