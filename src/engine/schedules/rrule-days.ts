import { civilDate, modulo, weekdayOf } from './civil.js';
import { MatchingDays, monthLengths, type YearShape } from './matching-days.js';
import type { RecurrenceRule } from './rrule-text.js';
import { firstWeekStart } from './week-number.js';

type DayParts = Pick<
  RecurrenceRule,
  'freq' | 'byMonth' | 'byWeekNo' | 'byYearDay' | 'byMonthDay' | 'byDay' | 'weekStart'
>;

/** The days on which a rule may have occurrences; what the rule leaves open is taken from the day it starts on. */
export function ruleDays(rule: RecurrenceRule, startDay: number): MatchingDays {
  const parts = withStart(rule, startDay);
  const open =
    parts.byMonth.length === 0 &&
    parts.byWeekNo.length === 0 &&
    parts.byYearDay.length === 0 &&
    parts.byMonthDay.length === 0 &&
    parts.byDay.length === 0;
  const neighbours = parts.byWeekNo.length > 0;
  return new MatchingDays(open ? null : (shape) => markDays(parts, shape), { neighbours });
}

function withStart(rule: DayParts, startDay: number): DayParts {
  const { freq, byMonth, byWeekNo, byYearDay, byMonthDay, byDay } = rule;
  const { month, day } = civilDate(startDay);
  const startWeekday = [{ weekday: weekdayOf(startDay), ordinal: null }];
  const anyDay = byYearDay.length === 0 && byMonthDay.length === 0 && byDay.length === 0;
  if (!anyDay) return rule;
  if (freq === 'WEEKLY' || (freq === 'YEARLY' && byWeekNo.length > 0))
    return { ...rule, byDay: startWeekday };
  if (freq === 'MONTHLY') return { ...rule, byMonthDay: [day] };
  if (freq === 'YEARLY')
    return { ...rule, byMonth: byMonth.length > 0 ? byMonth : [month], byMonthDay: [day] };
  return rule;
}

interface DayOfYear {
  dayOfYear: number;
  day: number;
  monthLength: number;
  weekday: number;
}

function markDays(rule: DayParts, shape: YearShape): Uint8Array {
  const marks = new Uint8Array(shape.leap ? 366 : 365);
  const isInWeeks = weekTest(rule, shape);
  let dayOfYear = 0;
  for (const [index, monthLength] of monthLengths(shape.leap).entries()) {
    const isOpen = rule.byMonth.length === 0 || rule.byMonth.includes(index + 1);
    for (let day = 1; day <= monthLength; day += 1, dayOfYear += 1) {
      if (!isOpen) continue;
      const weekday = (shape.firstWeekday + dayOfYear) % 7;
      const date = { dayOfYear, day, monthLength, weekday };
      if (matchesDay(rule, marks.length, date) && isInWeeks(dayOfYear)) marks[dayOfYear] = 1;
    }
  }
  return marks;
}

function matchesDay(rule: DayParts, yearLength: number, date: DayOfYear): boolean {
  const { byMonthDay, byYearDay, byDay } = rule;
  return (
    includesOrdinal(byMonthDay, date.day, date.monthLength) &&
    includesOrdinal(byYearDay, date.dayOfYear + 1, yearLength) &&
    (byDay.length === 0 || includesWeekday(rule, yearLength, date))
  );
}

/** Whether a list has `position` of `length`, counted from the start or, below zero, from the end. */
function includesOrdinal(list: readonly number[], position: number, length: number): boolean {
  return list.length === 0 || list.includes(position) || list.includes(position - length - 1);
}

/** The n-th weekday counts within the month when the rule is about months, else within the year. */
function includesWeekday(rule: DayParts, yearLength: number, date: DayOfYear): boolean {
  const inMonth = rule.freq === 'MONTHLY' || rule.byMonth.length > 0;
  const position = inMonth ? date.day - 1 : date.dayOfYear;
  const length = inMonth ? date.monthLength : yearLength;
  const fromStart = Math.floor(position / 7) + 1;
  const fromEnd = -(Math.floor((length - 1 - position) / 7) + 1);
  return rule.byDay.some(
    ({ weekday, ordinal }) =>
      weekday === date.weekday && (ordinal === null || ordinal === fromStart || ordinal === fromEnd),
  );
}

/**
 * Tells whether a day of the year lies in one of the weeks of a list. The first days of a year may belong to the last week
 * of the year before, the last ones to week 1 of the next.
 */
function weekTest({ byWeekNo, weekStart }: DayParts, shape: YearShape): (dayOfYear: number) => boolean {
  if (byWeekNo.length === 0) return () => true;
  const lengths = [shape.afterLeap, shape.leap, shape.beforeLeap].map((leap) => (leap ? 366 : 365));
  const [before = 0, own = 0, next = 0] = lengths;
  const starts = [-before, 0, own, own + next].map(
    (newYear) => newYear + firstWeekStart(modulo(shape.firstWeekday + newYear, 7), weekStart),
  );
  return (dayOfYear) => {
    const year = starts.findLastIndex((start) => start <= dayOfYear);
    const from = starts[year] ?? 0;
    const to = starts[year + 1] ?? 0;
    return includesOrdinal(byWeekNo, Math.floor((dayOfYear - from) / 7) + 1, (to - from) / 7);
  };
}
