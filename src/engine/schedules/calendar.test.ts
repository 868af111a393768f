import { describe, expect, it } from 'vitest';
import { beforeDateOf, isExcluded } from './calendar.js';

describe('dates on which a task does not run', () => {
  it('are local dates: the 7th of January begins in Tbilisi while London has the 6th', () => {
    const slot = new Date('2026-01-06T21:00:00Z');
    expect(isExcluded(['2026-01-07'], slot, 'Asia/Tbilisi')).toBe(true);
    expect(isExcluded(['2026-01-07'], slot, 'Europe/London')).toBe(false);
  });

  it('are meant for every year when they have none', () => {
    for (const year of [2026, 2027, 2040])
      expect(isExcluded(['01-07'], new Date(`${year}-01-07T12:00:00Z`), 'UTC')).toBe(true);
    expect(isExcluded(['2026-01-07'], new Date('2027-01-07T12:00:00Z'), 'UTC')).toBe(false);
  });

  it('end where the local date begins, also on a day that begins an hour late', () => {
    // Cairo's clocks go from 0:00 to 1:00 on the last Friday of April.
    expect(beforeDateOf(new Date('2026-04-24T12:00:00Z'), 'Africa/Cairo')).toEqual(
      new Date('2026-04-23T21:59:59.999Z'),
    );
  });
});
