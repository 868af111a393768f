import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Money } from '../../kernel/money.js';
import { chargesOf, type ChargeRates, type Findings } from './charges.js';
import { compareHandovers, type Comparison, type Condition } from './comparison.js';
import { balance, outstanding, settle } from './settlement.js';

const nothing: Comparison = { km: 0, kmOver: 0, fuelEighthsLess: 0, lateHours: 0, damage: [] };
const fine: Findings = { dirty: false, missing: null };
const rates = { perKmOver: 50, perFuelEighth: 2_000, lateHour: 1_500, cleaning: 5_000 };

const gel = (minor: number): Money => ({ minor, currency: 'GEL' });
const usd = (minor: number): Money => ({ minor, currency: 'USD' });

function charges(
  change: Partial<Comparison>,
  findings: Partial<Findings> = {},
  by: Partial<ChargeRates> = rates,
): unknown[] {
  const lines = chargesOf({ ...nothing, ...change }, { ...fine, ...findings }, by, 'GEL');
  return lines.map(({ kind, quantity, amount }) => [kind, quantity, amount]);
}

describe('charges', () => {
  it('are none for a car as it was', () => {
    expect(charges({})).toEqual([]);
  });

  it('are counted by the company’s rates', () => {
    const all = { kmOver: 120, fuelEighthsLess: 2, lateHours: 3 };
    expect(charges(all, { dirty: true })).toEqual([
      ['mileage', 120, 6_000],
      ['fuel', 2, 4_000],
      ['late', 3, 4_500],
      ['cleaning', 1, 5_000],
    ]);
  });

  it('that no rate is known for wait for a manager’s amount', () => {
    expect(charges({ fuelEighthsLess: 1, lateHours: 1 }, { missing: 'jack' }, {})).toEqual([
      ['fuel', 1, null],
      ['late', 1, null],
      ['equipment', 1, null],
    ]);
  });

  it('of a rate of nothing are not made', () => {
    expect(charges({ lateHours: 5 }, {}, { ...rates, lateHour: 0 })).toEqual([]);
  });

  it('for damage are one for every new mark, with where and what', () => {
    const roof = { zone: 'roof', comment: 'dent', slot: 'mark-0' };
    const fresh = [
      { zone: 'roof', comment: 'scratch', slot: 'mark-1' },
      { zone: 'roof', comment: null, slot: 'mark-2' },
    ];
    const lines = chargesOf(
      { ...nothing, damage: [{ zone: 'roof', old: [roof], fresh }] },
      fine,
      rates,
      'GEL',
    );
    expect(lines).toEqual([
      expect.objectContaining({
        kind: 'damage',
        part: 'mark-1',
        zone: 'roof',
        note: 'scratch',
        amount: null,
      }),
      expect.objectContaining({ kind: 'damage', part: 'mark-2', zone: 'roof', note: null, amount: null }),
    ]);
  });

  it('are never negative and never counted twice, whatever the two handovers say', () => {
    const known = fc.option(fc.integer({ min: 0, max: 1_500_000 }));
    const condition: fc.Arbitrary<Condition> = fc.record({
      mileage: known,
      fuelEighths: fc.option(fc.integer({ min: 0, max: 8 })),
      marks: fc.array(
        fc.record({ zone: fc.constantFrom('roof', 'left'), comment: fc.option(fc.constantFrom('a', 'b')) }),
        { maxLength: 4 },
      ),
    });
    const moment = fc.date({ min: new Date('2030-01-01'), max: new Date('2032-01-01'), noInvalidDate: true });
    const rate = fc.option(fc.integer({ min: 0, max: 100_000 }), { nil: undefined });
    fc.assert(
      fc.property(
        condition,
        condition,
        fc.record({
          startAt: fc.option(moment),
          endAt: fc.option(moment),
          kmPerDay: fc.option(fc.integer({ min: 0, max: 1_000 })),
          lateGraceMinutes: fc.integer({ min: 0, max: 120 }),
        }),
        moment,
        fc.record({ dirty: fc.boolean(), missing: fc.option(fc.string()) }),
        fc.record({ perKmOver: rate, perFuelEighth: rate, lateHour: rate, cleaning: rate }),
        (issued, returned, terms, at, findings, by) => {
          const lines = chargesOf(compareHandovers(issued, returned, terms, at), findings, by, 'GEL');
          for (const { quantity, amount } of lines) {
            expect(quantity).toBeGreaterThan(0);
            if (amount !== null) expect(amount).toBeGreaterThan(0);
          }
          const names = lines.map(({ kind, part }) => `${kind} ${part}`);
          expect(new Set(names).size).toBe(names.length);
        },
      ),
    );
  });
});

describe('a settlement', () => {
  it.each<[string, Money | null, Money[], Money[]]>([
    ['gives the whole deposit back', gel(20_000), [], [gel(20_000)]],
    ['keeps what is charged', gel(20_000), [gel(4_000), gel(1_500)], [gel(14_500)]],
    ['asks for what the deposit does not cover', gel(3_000), [gel(4_000)], [gel(-1_000)]],
    ['is nothing when the deposit is just enough', gel(4_000), [gel(4_000)], []],
    ['is all to be paid without a deposit', null, [gel(4_000)], [gel(-4_000)]],
    ['is nothing where there was nothing', null, [], []],
    ['lists currencies apart and converts nothing', usd(10_000), [gel(4_000)], [usd(10_000), gel(-4_000)]],
  ])('%s', (_, deposit, made, due) => {
    expect(settle(deposit, made)).toEqual(due);
  });

  it('leaves over what has not changed hands yet', () => {
    expect(outstanding([gel(20_000)], [gel(16_000)])).toEqual([gel(4_000)]);
    expect(outstanding([gel(-4_000)], [gel(-4_000)])).toEqual([]);
    expect(outstanding([], [gel(5_000)])).toEqual([gel(-5_000)]);
  });

  it('adds up per currency: deposit = charges + what goes back, and nothing is outstanding after it', () => {
    const currency = fc.constantFrom('GEL', 'USD', 'EUR');
    const money = fc.record({ minor: fc.integer({ min: 0, max: 10_000_000 }), currency });
    fc.assert(
      fc.property(fc.option(money), fc.array(money, { maxLength: 8 }), (deposit, made) => {
        const due = settle(deposit, made);
        const held = deposit === null ? [] : [deposit];
        expect(sorted(balance([...made, ...due]))).toEqual(sorted(balance(held)));
        expect(outstanding(due, due)).toEqual([]);
        expect(new Set(due.map((one) => one.currency)).size).toBe(due.length);
        expect(due.every(({ minor }) => minor !== 0 && Number.isInteger(minor))).toBe(true);
      }),
    );
  });
});

function sorted(amounts: readonly Money[]): Money[] {
  return [...amounts].sort((one, other) => one.currency.localeCompare(other.currency));
}
