import { civilDate, daysInYear, isLeapYear, LAST_DAY, LAST_YEAR, startOfYear, weekdayOf } from './civil.js';

/** All that decides which days of a year match: years of one shape are alike but for their number. */
export interface YearShape {
  leap: boolean;
  /** Weekday of January 1st, 0 is Sunday. */
  firstWeekday: number;
  /** Whether the year before is a leap year: it decides the number of the week that January 1st may belong to. */
  afterLeap: boolean;
  /** Whether the next one is: it decides how many weeks follow the one that December 31st may belong to. */
  beforeLeap: boolean;
}

/** A mark for every day of a year of that shape, 1 for the days that match. */
export type MarkDays = (shape: YearShape) => Uint8Array;

const NONE = 366;

/**
 * The days that a pattern matches, found without looking at the days between: a year is read from a table per shape,
 * and there are 28 shapes.
 */
export class MatchingDays {
  readonly #mark: MarkDays | null;
  /** By shape: for each day of the year the first match on or after it, {@link NONE} when there is none. */
  readonly #tables: (Int16Array | undefined)[] = [];

  /** `mark` null: every day matches. */
  constructor(mark: MarkDays | null) {
    this.#mark = mark;
  }

  get everyDay(): boolean {
    return this.#mark === null;
  }

  /** The first matching day on or after `day`; Infinity when none is left before the year 10000. */
  next(day: number): number {
    if (day > LAST_DAY) return Infinity;
    if (this.#mark === null) return day;
    let { year } = civilDate(day);
    let start = startOfYear(year);
    let dayOfYear = day - start;
    for (;;) {
      const found = this.#table(year, start, this.#mark)[dayOfYear] ?? NONE;
      if (found !== NONE) return start + found;
      if (year >= LAST_YEAR) return Infinity;
      start += daysInYear(year);
      year += 1;
      dayOfYear = 0;
    }
  }

  #table(year: number, start: number, mark: MarkDays): Int16Array {
    const shape: YearShape = {
      leap: isLeapYear(year),
      firstWeekday: weekdayOf(start),
      afterLeap: isLeapYear(year - 1),
      beforeLeap: isLeapYear(year + 1),
    };
    const leaps = (shape.leap ? 4 : 0) + (shape.afterLeap ? 2 : 0) + (shape.beforeLeap ? 1 : 0);
    const key = shape.firstWeekday * 8 + leaps;
    return (this.#tables[key] ??= nextMarks(mark(shape)));
  }
}

function nextMarks(marks: Uint8Array): Int16Array {
  const table = new Int16Array(marks.length);
  let next = NONE;
  for (let day = marks.length - 1; day >= 0; day -= 1) {
    if (marks[day] === 1) next = day;
    table[day] = next;
  }
  return table;
}

/** The lengths of the months in a year of that shape. */
export function monthLengths(leap: boolean): readonly number[] {
  return leap ? LEAP_MONTHS : MONTHS;
}

const MONTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const LEAP_MONTHS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
