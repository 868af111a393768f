import { describe, expect, it } from 'vitest';
import { dayAfter, dayNamed, dayOf, isWithin } from './day.js';

const TBILISI = 'Asia/Tbilisi';
const BERLIN = 'Europe/Berlin';

describe('a local day', () => {
  it('begins and ends at midnight by the clock of the branches', () => {
    const day = dayOf(new Date('2031-03-03T20:30:00Z'), TBILISI);
    expect(day).toEqual({
      date: '2031-03-04',
      from: new Date('2031-03-03T20:00:00Z'),
      to: new Date('2031-03-04T20:00:00Z'),
    });
    expect(isWithin(day.from, day)).toBe(true);
    expect(isWithin(day.to, day)).toBe(false);
  });

  it('has 23 hours when clocks go forward and 25 when they go back, and the next one follows', () => {
    const hours = (date: string): number => {
      const day = dayNamed(date, BERLIN);
      return day === null ? 0 : (day.to.getTime() - day.from.getTime()) / 3_600_000;
    };
    expect([hours('2031-03-30'), hours('2031-03-31'), hours('2031-10-26')]).toEqual([23, 24, 25]);
    const before = dayNamed('2031-03-29', BERLIN);
    expect(before && dayAfter(before, 2, BERLIN).date).toBe('2031-03-31');
    expect(before && dayAfter(before, -29, BERLIN).date).toBe('2031-02-28');
  });

  it.each(['2031-02-30', '2031-3-3', 'tomorrow', '2031-03-03T10:00', ''])('is not "%s"', (text) => {
    expect(dayNamed(text, TBILISI)).toBeNull();
  });
});
