import type { Comparison } from './comparison.js';

/** What the company asks for what a return shows; minor units of its currency. What is absent a manager decides. */
export interface ChargeRates {
  perKmOver?: number;
  perFuelEighth?: number;
  lateHour?: number;
  cleaning?: number;
  /** Kilometres included for each day begun. */
  kmPerDay?: number;
  lateGraceMinutes: number;
}

export const chargeKinds = ['mileage', 'fuel', 'late', 'cleaning', 'equipment', 'damage'] as const;
export type ChargeKind = (typeof chargeKinds)[number];

/** Something that a client may have to pay for. */
export interface ChargeLine {
  kind: ChargeKind;
  /** Which of several of its kind: a damage mark's slot; empty for the others. */
  part: string;
  /** km, eighths of a tank, hours; 1 for what is not counted. */
  quantity: number;
  /** Minor units; null: no rate says it, a manager names it. */
  amount: number | null;
  currency: string;
  /** Where and what, in the words of the one who found it. */
  zone: string | null;
  note: string | null;
}

/** What the employee found that is no measure. */
export interface Findings {
  dirty: boolean;
  /** What is not there any more, as it was typed; null when everything is. */
  missing: string | null;
}

/** What a return costs by the company's rates. A rate of nothing is a gift: no line. */
export function chargesOf(
  comparison: Comparison,
  findings: Findings,
  rates: Omit<ChargeRates, 'kmPerDay' | 'lateGraceMinutes'>,
  currency: string,
): ChargeLine[] {
  const line = (kind: ChargeKind, quantity: number, rate: number | undefined): ChargeLine[] =>
    quantity <= 0 || rate === 0
      ? []
      : [
          {
            ...{ kind, quantity, currency, part: '', zone: null, note: null },
            amount: rate === undefined ? null : rate * quantity,
          },
        ];
  const { kmOver, fuelEighthsLess, lateHours } = comparison;
  return [
    ...line('mileage', kmOver, rates.perKmOver),
    ...line('fuel', fuelEighthsLess, rates.perFuelEighth),
    ...line('late', lateHours, rates.lateHour),
    ...line('cleaning', findings.dirty ? 1 : 0, rates.cleaning),
    ...line('equipment', findings.missing === null ? 0 : 1, undefined).map((one) => ({
      ...one,
      note: findings.missing,
    })),
    ...comparison.damage.flatMap(({ zone, fresh }) =>
      fresh.flatMap(({ slot, comment }) =>
        line('damage', 1, undefined).map((one) => ({ ...one, part: slot, zone, note: comment })),
      ),
    ),
  ];
}
