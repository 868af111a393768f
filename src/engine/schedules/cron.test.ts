import { describe, expect, it } from 'vitest';
import { parseSchedule } from './expression.js';
import { toWall } from './wall-time.js';

/** 2026-03-01 is a Sunday. */
const FROM = new Date('2026-03-01T00:00:00Z');

function wallsOf(expr: string, limit: number): string[] {
  const schedule = parseSchedule({ kind: 'cron', expr, timezone: 'UTC' });
  return schedule.after(FROM, limit).map((at) => toWall(at, 'UTC'));
}

describe('a cron expression', () => {
  it.each([
    ['*/20 * * * *', ['2026-03-01T00:20:00', '2026-03-01T00:40:00', '2026-03-01T01:00:00']],
    ['*/25 * * * * *', ['2026-03-01T00:00:25', '2026-03-01T00:00:50', '2026-03-01T00:01:00']],
    ['30 59 23 * * *', ['2026-03-01T23:59:30', '2026-03-02T23:59:30']],
    [
      '5/20 9 * * *',
      ['2026-03-01T09:05:00', '2026-03-01T09:25:00', '2026-03-01T09:45:00', '2026-03-02T09:05:00'],
    ],
    [
      '0 9-17/4 * * *',
      ['2026-03-01T09:00:00', '2026-03-01T13:00:00', '2026-03-01T17:00:00', '2026-03-02T09:00:00'],
    ],
    ['0 0 31 * *', ['2026-03-31T00:00:00', '2026-05-31T00:00:00', '2026-07-31T00:00:00']],
    ['0 0 29 2 *', ['2028-02-29T00:00:00', '2032-02-29T00:00:00']],
    ['0 0 L * *', ['2026-03-31T00:00:00', '2026-04-30T00:00:00', '2026-05-31T00:00:00']],
    [
      '0 0 15,L 2 *',
      ['2027-02-15T00:00:00', '2027-02-28T00:00:00', '2028-02-15T00:00:00', '2028-02-29T00:00:00'],
    ],
    ['0 0 1 jan,Jul ?', ['2026-07-01T00:00:00', '2027-01-01T00:00:00']],
    ['59 23 31 12 *', ['2026-12-31T23:59:00', '2027-12-31T23:59:00']],
    ['@daily', ['2026-03-02T00:00:00', '2026-03-03T00:00:00']],
    ['@weekly', ['2026-03-08T00:00:00', '2026-03-15T00:00:00']],
    ['@hourly', ['2026-03-01T01:00:00', '2026-03-01T02:00:00']],
  ])('%s', (expr, walls) => {
    expect(wallsOf(expr, walls.length)).toEqual(walls);
  });

  it.each([
    ['0', '2026-03-08'],
    ['7', '2026-03-08'],
    ['SUN', '2026-03-08'],
    ['1', '2026-03-02'],
    ['MON', '2026-03-02'],
    ['6', '2026-03-07'],
    ['sat', '2026-03-07'],
  ])('counts weekdays from Sunday: %s', (weekday, date) => {
    expect(wallsOf(`0 0 * * ${weekday}`, 1)).toEqual([`${date}T00:00:00`]);
  });

  it.each([
    ['MON-FRI', ['02', '03', '04', '05', '06', '09']],
    ['1-5', ['02', '03', '04', '05', '06', '09']],
    ['5-7', ['06', '07', '08', '13']],
    ['SAT-SUN', ['07', '08', '14']],
    ['*/2', ['03', '05', '07', '08', '10']],
    ['MON#2', ['09']],
    ['1#1,5#3', ['02', '20']],
    ['FRIL', ['27']],
    ['5L', ['27']],
    ['7L', ['29']],
    ['MON#5', ['30']],
  ])('reads the weekdays %s', (weekdays, days) => {
    expect(wallsOf(`0 0 * * ${weekdays}`, days.length)).toEqual(days.map((day) => `2026-03-${day}T00:00:00`));
  });

  it('takes a day that fits the day of month or the weekday when both are restricted', () => {
    expect(wallsOf('0 0 13 * FRI', 3)).toEqual([
      '2026-03-06T00:00:00',
      '2026-03-13T00:00:00',
      '2026-03-20T00:00:00',
    ]);
    expect(wallsOf('0 0 10 * FRI', 2)).toEqual(['2026-03-06T00:00:00', '2026-03-10T00:00:00']);
  });

  it.each([
    ['61 * * * *', 'minute 61 is out of range 0..59'],
    ['* 24 * * *', 'hour 24 is out of range 0..23'],
    ['* * 0 * *', 'day of month 0 is out of range 1..31'],
    ['* * * 13 *', 'month 13 is out of range 1..12'],
    ['* * * * 8', 'weekday 8 is out of range 0..7'],
    ['60 * * * * *', 'second 60 is out of range 0..59'],
    ['* * * FOO *', '"FOO" is not a month'],
    ['*/0 * * * *', 'step /0'],
    ['30-10 * * * *', '30-10 runs backwards'],
    ['0 0 * * MON#6', '# takes 1..5'],
    ['* * * *', 'has 5 fields'],
    ['0 0 9 * * * 2026', 'has 5 fields'],
    ['', 'has 5 fields'],
    ['@reboot', 'no nickname @reboot'],
    ['1,,2 * * * *', '"" is not a minute'],
    ['-5 * * * *', 'is not a minute'],
  ])('is refused with a word on the fault: "%s"', (expr, message) => {
    expect(() => wallsOf(expr, 1)).toThrow(message);
  });

  it.each(['0 0 30 2 *', '0 0 31 2,4,6,9,11 *', '0 0 30,31 FEB ?'])(
    'is refused when it never occurs: %s',
    (expr) => {
      expect(() => wallsOf(expr, 1)).toThrow('never occurs');
    },
  );
});
