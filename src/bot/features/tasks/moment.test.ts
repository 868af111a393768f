import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readMoment } from './moment.js';

const zone = 'Asia/Tbilisi';
/** Monday noon in Tbilisi. */
const noon = new Date('2031-03-03T08:00:00Z');
const nine = 9 * 60;

function read(text: string, now = noon, timezone = zone): string | null {
  return readMoment(text, { now, timezone, usual: nine })?.toISOString() ?? null;
}

describe('a typed moment', () => {
  it.each([
    ['18:30', '2031-03-03T14:30:00.000Z'],
    // Clocks have shown it today already.
    ['10:00', '2031-03-04T06:00:00.000Z'],
    ['18', '2031-03-03T14:00:00.000Z'],
    ['завтра 10:00', '2031-03-04T06:00:00.000Z'],
    ['Завтра в 10:15', '2031-03-04T06:15:00.000Z'],
    ['tomorrow at 7', '2031-03-04T03:00:00.000Z'],
    ['ხვალ 10:00', '2031-03-04T06:00:00.000Z'],
    ['послезавтра', '2031-03-05T05:00:00.000Z'],
    ['today 20:00', '2031-03-03T16:00:00.000Z'],
    // Passed: whoever asked says so.
    ['сегодня 09:00', '2031-03-03T05:00:00.000Z'],
    ['25.03 12:00', '2031-03-25T08:00:00.000Z'],
    ['25/03', '2031-03-25T05:00:00.000Z'],
    ['25.03.2032, 12:00', '2032-03-25T08:00:00.000Z'],
    ['01.02', '2031-02-01T05:00:00.000Z'],
    ['01.07.31', '2031-07-01T05:00:00.000Z'],
  ])('%s is %s', (text, moment) => {
    expect(read(text)).toBe(moment);
  });

  it('without a year is in the next one when this year’s is long past', () => {
    expect(read('05.01', new Date('2031-12-20T08:00:00Z'))).toBe('2032-01-05T05:00:00.000Z');
  });

  it.each(['', 'soon', '25:00', '18:75', '31.02', '40.01', '12.13', 'завтра 99', '24:00', '🕕', '1.2.3.4'])(
    '%j is none',
    (text) => {
      expect(read(text)).toBeNull();
    },
  );

  it('keeps the hour of the clock on days when clocks change, and moves one that they skip', () => {
    // Berlin, 30 March 2031: from 02:00 to 03:00.
    const eve = new Date('2031-03-29T12:00:00Z');
    expect(read('завтра 10:00', eve, 'Europe/Berlin')).toBe('2031-03-30T08:00:00.000Z');
    expect(read('завтра 02:30', eve, 'Europe/Berlin')).toBe('2031-03-30T01:30:00.000Z');
    expect(read('26.10 02:30', eve, 'Europe/Berlin')).toBe('2031-10-26T00:30:00.000Z');
  });

  it('never fails, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(() => read(text)).not.toThrow();
      }),
    );
  });
});
