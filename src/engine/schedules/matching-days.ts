import { civilDate, isLeapYear, LAST_DAY, LAST_YEAR, modulo, startOfYear, weekdayOf } from './civil.js';

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

/** Shapes as numbers: the weekday in the bits above these. */
const LEAP = 4;
const AFTER_LEAP = 2;
const BEFORE_LEAP = 1;
/** By the year's number modulo 400: the calendar repeats. */
const SHAPES = Uint8Array.from({ length: 400 }, (_, year) => {
  const leap = isLeapYear(year) ? LEAP : 0;
  const neighbours = (isLeapYear(year - 1) ? AFTER_LEAP : 0) + (isLeapYear(year + 1) ? BEFORE_LEAP : 0);
  return weekdayOf(startOfYear(year)) * 8 + leap + neighbours;
});

/** A mark for every day of a year of that shape, 1 for the days that match. */
export type MarkDays = (shape: YearShape) => Uint8Array;

const NONE = 366;

/**
 * The days that a pattern matches, found without looking at the days between: a year is read from a table per shape. There
 * are 28 shapes, 14 when the years before and after do not matter.
 */
export class MatchingDays {
  readonly #mark: MarkDays | null;
  readonly #relevant: number;
  /** By shape: for each day of the year the first match on or after it, {@link NONE} when there is none. */
  readonly #tables: (Int16Array | undefined)[] = [];

  /** `mark` null: every day matches. `neighbours`: the shape's `afterLeap` and `beforeLeap` matter to it. */
  constructor(mark: MarkDays | null, { neighbours = false } = {}) {
    this.#mark = mark;
    this.#relevant = neighbours ? 0xff : 0xff - AFTER_LEAP - BEFORE_LEAP;
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
      const shape = (SHAPES[modulo(year, 400)] ?? 0) & this.#relevant;
      const table = (this.#tables[shape] ??= nextMarks(this.#mark(shapeOf(shape))));
      const found = table[dayOfYear] ?? NONE;
      if (found !== NONE) return start + found;
      if (year >= LAST_YEAR) return Infinity;
      start += table.length;
      year += 1;
      dayOfYear = 0;
    }
  }
}

function shapeOf(shape: number): YearShape {
  return {
    leap: (shape & LEAP) !== 0,
    firstWeekday: shape >> 3,
    afterLeap: (shape & AFTER_LEAP) !== 0,
    beforeLeap: (shape & BEFORE_LEAP) !== 0,
  };
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
