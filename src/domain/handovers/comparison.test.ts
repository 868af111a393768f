import { describe, expect, it } from 'vitest';
import { compareHandovers, fuelShortfall, type Condition, type Terms } from './comparison.js';

const issued: Condition = { mileage: 50_000, fuelEighths: 8, marks: [] };
const terms: Terms = {
  startAt: new Date('2031-03-01T08:00:00Z'),
  endAt: new Date('2031-03-04T08:00:00Z'),
  kmPerDay: 200,
  lateGraceMinutes: 30,
};
const inTime = new Date('2031-03-04T07:00:00Z');

function compare(returned: Partial<Condition>, change: Partial<Terms> = {}, at = inTime) {
  return compareHandovers(issued, { ...issued, ...returned }, { ...terms, ...change }, at);
}

describe('the kilometres of a rental', () => {
  it.each([
    ['a car that stood still', 50_000, 0, 0],
    ['within what is included', 50_600, 600, 0],
    ['a kilometre too many', 50_601, 601, 1],
    ['a meter that shows less than at the issue', 49_000, -1_000, 0],
  ])('%s', (_, mileage, km, kmOver) => {
    expect(compare({ mileage })).toMatchObject({ km, kmOver });
  });

  it('are not counted over a limit that nobody knows', () => {
    expect(compare({ mileage: 90_000 }, { kmPerDay: null })).toMatchObject({ km: 40_000, kmOver: 0 });
    expect(compare({ mileage: 90_000 }, { endAt: null }).kmOver).toBe(0);
  });

  it('are unknown when one of the two was not read', () => {
    expect(compare({ mileage: null })).toMatchObject({ km: null, kmOver: 0 });
  });

  it('include those of a day that has begun', () => {
    const endAt = new Date('2031-03-04T09:00:00Z');
    expect(compare({ mileage: 50_800 }, { endAt }).kmOver).toBe(0);
  });
});

describe('fuel', () => {
  it.each([
    ['as full as at the issue', 8, 0],
    ['an eighth less', 7, 1],
    ['empty', 0, 8],
  ])('%s', (_, fuelEighths, less) => {
    expect(compare({ fuelEighths }).fuelEighthsLess).toBe(less);
  });

  it('that is more than at the issue is no difference, nor is what nobody read', () => {
    const half = { ...issued, fuelEighths: 4 };
    expect(compareHandovers(half, { ...issued, fuelEighths: 6 }, terms, inTime).fuelEighthsLess).toBe(0);
    expect(compare({ fuelEighths: null }).fuelEighthsLess).toBe(0);
  });

  it('up to five per cent of a tank less is no difference', () => {
    expect(fuelShortfall(0.8, 0.75)).toBe(0);
    expect(fuelShortfall(0.8, 0.76)).toBe(0);
    expect(fuelShortfall(0.8, 0.74)).toBeCloseTo(0.06);
    expect(fuelShortfall(0.8, 0.9)).toBe(0);
  });
});

describe('being late', () => {
  it.each([
    ['before the end', '2031-03-04T07:00:00Z', 0],
    ['half an hour after it', '2031-03-04T08:30:00Z', 0],
    ['a minute more than that: the first hour', '2031-03-04T08:31:00Z', 1],
    ['an hour and a minute', '2031-03-04T09:01:00Z', 2],
    ['a day', '2031-03-05T08:00:00Z', 24],
  ])('%s', (_, at, hours) => {
    expect(compare({}, {}, new Date(at)).lateHours).toBe(hours);
  });

  it('is not possible where no end is known', () => {
    expect(compare({}, { endAt: null }, new Date('2032-01-01T00:00:00Z')).lateHours).toBe(0);
  });
});

describe('damage', () => {
  const dented = { ...issued, marks: [{ zone: 'roof', comment: 'Dent 5 cm' }] };

  it('is sorted by zone, the old beside the new', () => {
    const marks = [
      { zone: 'left', comment: null },
      { zone: 'roof', comment: 'scratch' },
      { zone: 'left', comment: 'mirror' },
    ];
    const { damage } = compareHandovers(dented, { ...issued, marks }, terms, inTime);
    expect(damage).toEqual([
      {
        zone: 'roof',
        old: [{ zone: 'roof', comment: 'Dent 5 cm', slot: 'mark-0' }],
        fresh: [{ zone: 'roof', comment: 'scratch', slot: 'mark-1' }],
      },
      {
        zone: 'left',
        old: [],
        fresh: [
          { zone: 'left', comment: null, slot: 'mark-0' },
          { zone: 'left', comment: 'mirror', slot: 'mark-2' },
        ],
      },
    ]);
  });

  it('that was told at the issue in the same words is not new', () => {
    const marks = [{ zone: 'roof', comment: ' dent 5 CM ' }];
    expect(compareHandovers(dented, { ...issued, marks }, terms, inTime).damage[0]?.fresh).toEqual([]);
  });

  it('without words is never taken for an old one', () => {
    const silent = { ...issued, marks: [{ zone: 'roof', comment: null }] };
    const [roof] = compareHandovers(silent, silent, terms, inTime).damage;
    expect(roof?.fresh).toHaveLength(1);
  });
});
