/**
 * The proleptic Gregorian calendar on whole numbers. A day is counted from 1970-01-01, a wall time is counted in
 * seconds from 1970-01-01T00:00:00 of the same clock, whatever its zone.
 */
export const SECONDS_PER_DAY = 86_400;

/** ISO 8601 writes years with four digits; no schedule is followed beyond. */
export const LAST_YEAR = 9999;
export const LAST_DAY = startOfYear(LAST_YEAR + 1) - 1;

const MONTH_STARTS = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365];
/** After 400 years the calendar is the same again, weekdays too. */
export const DAYS_PER_400_YEARS = 146_097;
/** 1970-01-01 counted from 0000-03-01, where 400-year cycles that end with a leap day begin. */
const EPOCH_FROM_MARCH_0 = 719_468;

export function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

/** `month` is 1 to 12. */
export function daysInMonth(year: number, month: number): number {
  return startOfMonth(year, month + 1) - startOfMonth(year, month);
}

/** The day number of January 1st. */
export function startOfYear(year: number): number {
  const past = year - 1;
  return past * 365 + Math.floor(past / 4) - Math.floor(past / 100) + Math.floor(past / 400) - 719_162;
}

/** The day number of the first of the month; `month` is 1 to 12, 13 is January of the next year. */
export function startOfMonth(year: number, month: number): number {
  const leapDay = month > 2 && isLeapYear(year) ? 1 : 0;
  return startOfYear(year) + (MONTH_STARTS[month - 1] ?? 0) + leapDay;
}

export function dayNumber(year: number, month: number, day: number): number {
  return startOfMonth(year, month) + day - 1;
}

export interface CivilDate {
  year: number;
  /** 1 to 12. */
  month: number;
  day: number;
}

export function civilDate(day: number): CivilDate {
  const shifted = day + EPOCH_FROM_MARCH_0;
  const era = Math.floor(shifted / DAYS_PER_400_YEARS);
  const dayOfEra = shifted - era * DAYS_PER_400_YEARS;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1_460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1,
  };
}

/** 0 is Sunday, 6 Saturday. */
export function weekdayOf(day: number): number {
  return modulo(day + 4, 7);
}

/** The remainder that is never negative. */
export function modulo(value: number, divisor: number): number {
  return ((value % divisor) + divisor) % divisor;
}
