import {
  civilDate,
  DAYS_PER_400_YEARS,
  LAST_DAY,
  modulo,
  SECONDS_PER_DAY,
  startOfMonth,
  startOfYear,
} from './civil.js';
import { leastCommonMultiple } from './divisors.js';
import type { MatchingDays } from './matching-days.js';
import type { RecurrenceRule } from './rrule-text.js';
import { selectPositions } from './set-positions.js';
import { firstNotBelow } from './times-of-day.js';
import { weekYearStart } from './week-number.js';

/** The periods of a frequency, numbered through. */
export interface Periods {
  /** The number of the period that a day is in. */
  of: (day: number) => number;
  /** The first day of a period. */
  start: (period: number) => number;
  /** How many there are in 400 years, after which the calendar is the same again. */
  per400Years: number;
  /** The days of the longest. */
  most: number;
}

/** The periods of YEARLY, MONTHLY, WEEKLY and DAILY rules. With BYWEEKNO a year is one of whole weeks. */
export function periodsOf(rule: RecurrenceRule): Periods {
  switch (rule.freq) {
    case 'YEARLY':
      if (rule.byWeekNo.length > 0) return weekYears(rule.weekStart);
      return { of: (day) => civilDate(day).year, start: startOfYear, per400Years: 400, most: 366 };
    case 'MONTHLY':
      return {
        of: (day) => {
          const { year, month } = civilDate(day);
          return year * 12 + month - 1;
        },
        start: (period) => startOfMonth(Math.floor(period / 12), modulo(period, 12) + 1),
        per400Years: 4800,
        most: 31,
      };
    case 'WEEKLY': {
      // 1970-01-01 was a Thursday.
      const shift = modulo(4 - rule.weekStart, 7);
      return {
        of: (day) => Math.floor((day + shift) / 7),
        start: (period) => period * 7 - shift,
        per400Years: DAYS_PER_400_YEARS / 7,
        most: 7,
      };
    }
    default:
      return { of: (day) => day, start: (period) => period, per400Years: DAYS_PER_400_YEARS, most: 1 };
  }
}

function weekYears(weekStart: number): Periods {
  return {
    of: (day) => {
      const { year } = civilDate(day);
      if (day < weekYearStart(year, weekStart)) return year - 1;
      return day < weekYearStart(year + 1, weekStart) ? year : year + 1;
    },
    start: (year) => weekYearStart(year, weekStart),
    per400Years: 400,
    most: 371,
  };
}

/** What a rule of days and longer periods is made of. */
export interface PeriodRule {
  periods: Periods;
  interval: number;
  /** The period from which `interval` counts. */
  firstPeriod: number;
  days: MatchingDays;
  /** Seconds of the day, in order. */
  times: readonly number[];
  bySetPos: readonly number[];
}

/** The wall times of the rule not before `from`; periods without a matching day are jumped over. */
export function* eachInPeriods(rule: PeriodRule, from: number): Generator<number> {
  const { periods, days, times, bySetPos } = rule;
  const selectable = (position: number): boolean => Math.abs(position) <= periods.most * times.length;
  if (bySetPos.length > 0 && !bySetPos.some(selectable)) return;
  const align = (period: number): number => period + modulo(rule.firstPeriod - period, rule.interval);
  let period = align(periods.of(Math.floor(from / SECONDS_PER_DAY)));
  // After a whole cycle of the calendar and the interval without a matching day there is none.
  const cycle = leastCommonMultiple(periods.per400Years, rule.interval);
  let fruitful = period;
  while (period - fruitful <= cycle) {
    const start = periods.start(period);
    const first = days.next(start);
    if (start > LAST_DAY || first === Infinity) return;
    const end = periods.start(period + 1);
    if (first >= end) {
      period = align(periods.of(first));
      continue;
    }
    if (bySetPos.length > 0) {
      const selected = selectedTimes(rule, first, end);
      if (selected.length > 0) fruitful = period;
      for (const wall of selected) if (wall >= from) yield wall;
    } else {
      fruitful = period;
      for (let day = first; day < end; day = days.next(day + 1)) {
        const midnight = day * SECONDS_PER_DAY;
        for (let index = firstNotBelow(times, from - midnight); index < times.length; index += 1)
          yield midnight + (times[index] ?? 0);
      }
    }
    period += rule.interval;
  }
}

function selectedTimes({ days, times, bySetPos }: PeriodRule, first: number, end: number): number[] {
  const matching: number[] = [];
  for (let day = first; day < end; day = days.next(day + 1)) matching.push(day);
  return selectPositions(bySetPos, matching.length * times.length).map((index) => {
    const day = matching[Math.floor(index / times.length)] ?? 0;
    return day * SECONDS_PER_DAY + (times[index % times.length] ?? 0);
  });
}
