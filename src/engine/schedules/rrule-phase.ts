import { modulo, SECONDS_PER_DAY } from './civil.js';
import { greatestCommonDivisor } from './divisors.js';
import type { ClockRule } from './clock-rule.js';
import { firstNotBelow } from './times-of-day.js';

/** Products of two numbers below are exact. */
const EXACT_FACTOR = 2 ** 26;

/** The days on which the interval of a rule meets a time that BYHOUR, BYMINUTE and BYSECOND allow. */
export interface DaysMet {
  /** After so many days they are the same again. */
  cycle: number;
  /** The first of them on or after a day; Infinity when there is none (`INTERVAL=2;BYHOUR=3` from an even hour). */
  next: (day: number) => number;
}

/** Null: every day is worth a look. */
export function daysMet(
  rule: Pick<ClockRule, 'unit' | 'interval' | 'firstPeriod' | 'hours' | 'minutes' | 'seconds'>,
): DaysMet | null {
  const times = rule.interval === 1 ? null : allowedPeriods(rule);
  if (!times) return null;
  const perDay = SECONDS_PER_DAY / rule.unit;
  // day * perDay + time = firstPeriod (mod interval), solved for the day.
  const common = greatestCommonDivisor(rule.interval, perDay);
  const cycle = rule.interval / common;
  const inverse = inverseModulo(perDay / common, cycle);
  const days = times
    .map((time) => modulo(rule.firstPeriod - time, rule.interval))
    .filter((distance) => distance % common === 0)
    .map((distance) => multiplyModulo(distance / common, inverse, cycle));
  const met = [...new Set(days)].sort((a, b) => a - b);
  const [first] = met;
  if (first === undefined) return { cycle, next: () => Infinity };
  return {
    cycle,
    next: (day) => {
      const place = modulo(day, cycle);
      return day - place + (met[firstNotBelow(met, place)] ?? cycle + first);
    },
  };
}

/** The periods of a day whose hour, minute and second are allowed; null when they all are. */
function allowedPeriods({
  unit,
  hours,
  minutes,
  seconds,
}: Pick<ClockRule, 'unit' | 'hours' | 'minutes' | 'seconds'>): number[] | null {
  const parts = [hours, ...(unit <= 60 ? [minutes] : []), ...(unit === 1 ? [seconds] : [])];
  if (parts.every((part) => part.length === 0)) return null;
  const [hourList = [], minuteList = [0], secondList = [0]] = parts.map((part, index) =>
    part.length > 0 ? part : [...Array(index === 0 ? 24 : 60).keys()],
  );
  return hourList.flatMap((hour) =>
    minuteList.flatMap((minute) => secondList.map((second) => (hour * 3600 + minute * 60 + second) / unit)),
  );
}

/** The number that gives 1 when multiplied with `value`, modulo `modulus`; they have no common divisor. */
function inverseModulo(value: number, modulus: number): number {
  let [previous, current] = [0n, 1n];
  let [rest, divisor] = [BigInt(modulus), BigInt(value % modulus)];
  while (divisor > 0n) {
    const quotient = rest / divisor;
    [previous, current] = [current, previous - quotient * current];
    [rest, divisor] = [divisor, rest - quotient * divisor];
  }
  const inverse = previous % BigInt(modulus);
  return modulo(Number(inverse), modulus);
}

function multiplyModulo(a: number, b: number, modulus: number): number {
  if (modulus <= EXACT_FACTOR) return ((a % modulus) * b) % modulus;
  return Number((BigInt(a) * BigInt(b)) % BigInt(modulus));
}
