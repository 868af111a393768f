import { modulo, startOfYear, weekdayOf } from './civil.js';

/**
 * Where week 1 begins, in days from January 1st (-3 to 3): it is the first week with four days in the year (RFC 5545,
 * 3.3.10). Weekdays from 0, Sunday.
 */
export function firstWeekStart(firstWeekday: number, weekStart: number): number {
  const daysIntoWeek = modulo(firstWeekday - weekStart, 7);
  return daysIntoWeek <= 3 ? -daysIntoWeek : 7 - daysIntoWeek;
}

/** The day number on which week 1 of the year begins. */
export function weekYearStart(year: number, weekStart: number): number {
  const newYear = startOfYear(year);
  return newYear + firstWeekStart(weekdayOf(newYear), weekStart);
}
