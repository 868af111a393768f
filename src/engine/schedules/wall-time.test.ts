import { describe, expect, it, vi } from 'vitest';
import { toInstant, toWall, toZonedIso } from './wall-time.js';
import { isTimeZone } from './zone-offset.js';

describe('toInstant', () => {
  it.each([
    ['2026-07-01T09:00:00', 'America/New_York', '2026-07-01T13:00:00.000Z', 'in summer'],
    ['2026-01-01T09:00:00', 'America/New_York', '2026-01-01T14:00:00.000Z', 'in winter'],
    ['2026-03-08T02:30:00', 'America/New_York', '2026-03-08T07:30:00.000Z', 'in the gap: shifted to 03:30'],
    ['2026-03-08T03:00:00', 'America/New_York', '2026-03-08T07:00:00.000Z', 'right after the gap'],
    ['2026-11-01T01:30:00', 'America/New_York', '2026-11-01T05:30:00.000Z', 'twice: the first'],
    ['2026-03-29T02:30:00', 'Europe/Berlin', '2026-03-29T01:30:00.000Z', 'in the gap: shifted to 03:30'],
    ['2026-10-25T02:30:00', 'Europe/Berlin', '2026-10-25T00:30:00.000Z', 'twice: the first'],
    [
      '2026-10-04T02:15:00',
      'Australia/Lord_Howe',
      '2026-10-03T15:45:00.000Z',
      'in a gap of 30 minutes: shifted to 02:45',
    ],
    [
      '2026-04-05T01:45:00',
      'Australia/Lord_Howe',
      '2026-04-04T14:45:00.000Z',
      'twice within 30 minutes: the first',
    ],
    ['2026-03-29T02:30:00', 'Asia/Tbilisi', '2026-03-28T22:30:00.000Z', 'without summer time'],
    ['2011-12-30T10:00:00', 'Pacific/Apia', '2011-12-30T20:00:00.000Z', 'on a date that was left out'],
    ['2026-06-01T12:00:00', 'Asia/Kathmandu', '2026-06-01T06:15:00.000Z', 'at an odd offset'],
    ['1969-07-20T20:17:40', 'UTC', '1969-07-20T20:17:40.000Z', 'before 1970'],
    ['6148-07-01T09:00:00', 'Europe/Berlin', '6148-07-01T07:00:00.000Z', 'far in the future'],
  ])('%s in %s is %s (%s)', (wall, zone, instant) => {
    expect(toInstant(wall, zone).toISOString()).toBe(instant);
  });
});

describe('toWall and toZonedIso', () => {
  it.each([
    ['2026-03-29T07:00:00Z', 'Europe/Berlin', '2026-03-29T09:00:00+02:00'],
    ['2026-10-25T00:30:00Z', 'Europe/Berlin', '2026-10-25T02:30:00+02:00'],
    ['2026-10-25T01:30:00Z', 'Europe/Berlin', '2026-10-25T02:30:00+01:00'],
    ['2026-01-01T12:00:00Z', 'America/St_Johns', '2026-01-01T08:30:00-03:30'],
    ['2026-01-01T12:00:00Z', 'UTC', '2026-01-01T12:00:00+00:00'],
    ['2026-04-05T00:00:00.999Z', 'Asia/Tbilisi', '2026-04-05T04:00:00+04:00'],
    ['2000-10-10T12:00:00Z', 'America/Recife', '2000-10-10T10:00:00-02:00'],
    ['2040-10-19T12:00:00Z', 'Asia/Gaza', '2040-10-19T14:00:00+02:00'],
    ['2040-10-23T12:00:00Z', 'Asia/Gaza', '2040-10-23T15:00:00+03:00'],
    ['2040-10-27T12:00:00Z', 'Asia/Gaza', '2040-10-27T14:00:00+02:00'],
  ])('show %s in %s as %s', (instant, zone, iso) => {
    expect(toZonedIso(new Date(instant), zone)).toBe(iso);
    expect(toWall(new Date(instant), zone)).toBe(iso.slice(0, 19));
  });

  it('agree with the zone data of the runtime through the years', () => {
    for (const zone of [
      'America/New_York',
      'Europe/Berlin',
      'Australia/Lord_Howe',
      'Africa/Casablanca',
      'Asia/Tbilisi',
      'America/St_Johns',
      'Africa/Cairo',
      'Asia/Gaza',
    ]) {
      const format = new Intl.DateTimeFormat('sv-SE', {
        timeZone: zone,
        dateStyle: 'short',
        timeStyle: 'medium',
      });
      for (let time = Date.UTC(1975, 0, 1); time < Date.UTC(2500, 0, 1); time += 86_400_000 * 331 + 7_777_000)
        expect(toWall(new Date(time), zone)).toBe(format.format(time).replace(' ', 'T'));
    }
  });
});

/** The types have a method where the language has a getter. */
function countLookUps() {
  return vi.spyOn(Intl.DateTimeFormat.prototype as unknown as { readonly format: unknown }, 'format', 'get');
}

describe('the zone data of the runtime', () => {
  it.each(['Europe/Oslo', 'America/Denver', 'Asia/Hebron', 'Africa/El_Aaiun'])(
    'is asked less than once a year for a thousand years of a yearly schedule in %s',
    (zone) => {
      const asked = countLookUps();
      for (let year = 2026; year < 3026; year += 1)
        toZonedIso(toInstant(`${year}-02-28T09:00:00`, zone), zone);
      expect(asked.mock.calls.length).toBeGreaterThan(0);
      expect(asked.mock.calls.length).toBeLessThan(1_000);
      asked.mockRestore();
    },
  );

  it('is asked less than thrice a time for the times of a monthly one', () => {
    const asked = countLookUps();
    for (let month = 0; month < 1_000; month += 1) {
      const wall = new Date(Date.UTC(2026, month, 10, 9)).toISOString().slice(0, 19);
      toZonedIso(toInstant(wall, 'Europe/Madrid'), 'Europe/Madrid');
    }
    expect(asked.mock.calls.length).toBeGreaterThan(0);
    expect(asked.mock.calls.length).toBeLessThan(3_000);
    asked.mockRestore();
  });
});

describe('isTimeZone', () => {
  it.each([
    ['Europe/Berlin', true],
    ['UTC', true],
    ['Etc/GMT+4', true],
    ['Mars/Olympus', false],
    ['+04:00', false],
    ['', false],
    ['Europe/Berlin ', false],
  ])('%s: %s', (name, known) => {
    expect(isTimeZone(name)).toBe(known);
  });
});
