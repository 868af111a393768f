import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import { isQuiet, nextWake, readHours, shiftStart, writeHours, type Hours } from './hours.js';

const TBILISI = 'Asia/Tbilisi';
const BERLIN = 'Europe/Berlin';
const MINUTE_MS = 60_000;

function hours(text: string): Hours {
  const read = readHours(text);
  if (read === null) throw new Error(text);
  return read;
}

function at(local: string, zone = TBILISI): Date {
  return DateTime.fromISO(local, { zone }).toJSDate();
}

function local(moment: Date, zone = TBILISI): string {
  return DateTime.fromJSDate(moment, { zone }).toFormat('yyyy-MM-dd HH:mm');
}

describe('hours as people write them', () => {
  it.each([
    ['22:00-08:00', '22:00-08:00'],
    [' 22-8 ', '22:00-08:00'],
    ['9.30 – 18', '09:30-18:00'],
    ['9:00—24:00', '09:00-00:00'],
    ['0-7', '00:00-07:00'],
  ])('%s is %s', (text, written) => {
    expect(writeHours(hours(text))).toBe(written);
  });

  it.each(['25:00-9', '9-9', '0-24', '9:60-18', '24:01-9', '22', '', '9-18-20', 'never', '09:0-10', '-5-8'])(
    '“%s” are none',
    (text) => {
      expect(readHours(text)).toBeNull();
    },
  );
});

describe('quiet hours', () => {
  const night = { quietHours: hours('22:00-08:00') };

  it.each([
    ['2031-03-03T21:59:59', false],
    ['2031-03-03T22:00', true],
    ['2031-03-04T00:00', true],
    ['2031-03-04T07:59:59.999', true],
    ['2031-03-04T08:00', false],
  ])('over midnight: %s is quiet: %s', (moment, quiet) => {
    expect(isQuiet(night, at(moment), TBILISI)).toBe(quiet);
  });

  it('end in the morning of the same night, whichever side of midnight it is', () => {
    expect(local(nextWake(night, at('2031-03-03T23:10:20'), TBILISI))).toBe('2031-03-04 08:00');
    expect(local(nextWake(night, at('2031-03-04T03:00'), TBILISI))).toBe('2031-03-04 08:00');
    expect(nextWake(night, at('2031-03-04T12:34:56'), TBILISI)).toEqual(at('2031-03-04T12:34:56'));
  });

  it('are never for those who want none', () => {
    expect(isQuiet({ quietHours: null }, at('2031-03-04T03:00'), TBILISI)).toBe(false);
  });

  it('end by the clock on the wall also when the clocks change in that night', () => {
    const spring = nextWake(night, at('2031-03-29T23:00', BERLIN), BERLIN);
    expect([local(spring, BERLIN), spring.toISOString()]).toEqual([
      '2031-03-30 08:00',
      '2031-03-30T06:00:00.000Z',
    ]);
    const autumn = nextWake(night, at('2031-10-25T23:00', BERLIN), BERLIN);
    expect([local(autumn, BERLIN), autumn.toISOString()]).toEqual([
      '2031-10-26 08:00',
      '2031-10-26T07:00:00.000Z',
    ]);
  });

  it('that end in the hour that is skipped end when it is', () => {
    const early = { quietHours: hours('22:00-02:30') };
    expect(local(nextWake(early, at('2031-03-30T01:10', BERLIN), BERLIN), BERLIN)).toBe('2031-03-30 03:00');
  });
});

describe('working hours', () => {
  const member = { branches: ['batumi'], workingHours: null };
  const branches = { batumi: { title: 'Batumi', chatId: -1n, workingHours: '10:00-22:00' } };

  it('start next as those of the branch for who has none of their own', () => {
    const next = (moment: string): string => local(shiftStart(member, at(moment), TBILISI, branches));
    expect(next('2031-03-03T09:00')).toBe('2031-03-03 10:00');
    expect(next('2031-03-03T10:00')).toBe('2031-03-04 10:00');
    expect(next('2031-03-03T23:30')).toBe('2031-03-04 10:00');
  });

  it('are the person’s own when they have some, and nine o’clock when nobody says anything', () => {
    const own = { ...member, workingHours: hours('21:00-09:00') };
    expect(local(shiftStart(own, at('2031-03-03T10:00'), TBILISI, branches))).toBe('2031-03-03 21:00');
    expect(local(shiftStart(member, at('2031-03-03T10:00'), TBILISI))).toBe('2031-03-04 09:00');
  });
});

describe('in every zone, at every moment', () => {
  const zone = fc.constantFrom(TBILISI, BERLIN, 'America/New_York', 'Australia/Lord_Howe', 'UTC');
  const minute = fc.integer({ min: 0, max: 24 * 60 - 1 });
  const some = fc.tuple(minute, minute).filter(([start, end]) => start !== end);
  const moment = fc.date({ min: new Date('2029-01-01'), max: new Date('2033-01-01'), noInvalidDate: true });

  it('quiet hours end at the first minute that is not quiet, within a day', () => {
    fc.assert(
      fc.property(zone, some, moment, (timezone, [start, end], now) => {
        const sleeper = { quietHours: { start, end } };
        const wake = nextWake(sleeper, now, timezone);
        expect(isQuiet(sleeper, wake, timezone)).toBe(false);
        expect(wake.getTime() - now.getTime()).toBeLessThanOrEqual(25 * 60 * MINUTE_MS);
        const before = new Date(Math.max(now.getTime(), wake.getTime() - 1));
        expect(wake > now ? isQuiet(sleeper, before, timezone) : true).toBe(true);
        const middle = new Date((now.getTime() + wake.getTime()) / 2);
        expect(wake > now ? isQuiet(sleeper, middle, timezone) : true).toBe(true);
      }),
    );
  });

  it('the next shift starts later, within two days, at its minute unless the clocks skip it', () => {
    fc.assert(
      fc.property(zone, some, moment, (timezone, [start, end], now) => {
        const worker = { branches: [], workingHours: { start, end } };
        const next = shiftStart(worker, now, timezone);
        expect(next > now).toBe(true);
        expect(next.getTime() - now.getTime()).toBeLessThanOrEqual(26 * 60 * MINUTE_MS);
        const shown = DateTime.fromJSDate(next, { zone: timezone });
        const late = (shown.hour * 60 + shown.minute - start + 24 * 60) % (24 * 60);
        expect([0, 30, 60]).toContain(late);
      }),
    );
  });

  it('hours come back as they were written', () => {
    fc.assert(
      fc.property(some, ([start, end]) => {
        expect(readHours(writeHours({ start, end }))).toEqual({ start, end });
      }),
    );
  });
});
