import { civilDate, isLeapYear, SECONDS_PER_DAY, startOfYear, weekdayOf } from './civil.js';

/** An offset (seconds) and the instants, from (included) and to, between which it is known to hold. */
interface Span {
  offset: number;
  from: number;
  to: number;
}

interface Zone {
  format: Intl.DateTimeFormat;
  /** The offset in minutes where each step begins, {@link UNKNOWN} until somebody asks. */
  minutes: Int16Array;
  /** By step: the instant within it at which the offset changes. */
  changes: Map<number, number>;
  /** What was asked for last: the next question is mostly about the same days. */
  recent: Span;
}

const zones = new Map<string, Zone>();
const MOST_ZONES = 700;
/** Before, some zones changed their offset between two whole minutes (Liberia was the last). */
const WHOLE_MINUTES_SINCE = 1973;
/** The time zone database lists changes one by one up to 2087 (Morocco); later years follow rules of the calendar. */
const LAST_LISTED_YEAR = 2100;
const LIKE_YEARS = 28;

/**
 * Within a step an offset changes at most once, so it holds throughout when it is the same at both ends: the shortest
 * seasons are of a week less an hour (Gaza's between Ramadan and winter in 2040, Recife's summer of 2000).
 */
const STEP = 6 * SECONDS_PER_DAY;
const FIRST_STEP = Math.floor((startOfYear(WHOLE_MINUTES_SINCE) * SECONDS_PER_DAY) / STEP);
const LAST_STEP = Math.ceil((startOfYear(LAST_LISTED_YEAR + LIKE_YEARS + 1) * SECONDS_PER_DAY) / STEP);
const UNKNOWN = 0x7fff;

/** By the number of a calendar: a year after the listed ones that has it. 28 years in a row have all 14. */
const yearOfCalendar: number[] = [];
for (let year = LAST_LISTED_YEAR + LIKE_YEARS; year > LAST_LISTED_YEAR; year -= 1)
  yearOfCalendar[calendarOf(year)] = year;

/** Seconds that clocks in the IANA zone are ahead of UTC at an instant (seconds since the epoch). */
export function zoneOffset(instant: number, name: string): number {
  const zone = zoneNamed(name);
  const { recent } = zone;
  if (instant >= recent.from && instant < recent.to) return recent.offset;
  const { year } = civilDate(Math.floor(instant / SECONDS_PER_DAY));
  if (year < WHOLE_MINUTES_SINCE) return lookUp(instant, zone);
  zone.recent = year <= LAST_LISTED_YEAR ? spanAt(instant, zone) : spanInLikeYear(instant, year, zone);
  return zone.recent.offset;
}

/** Whether the text names a zone of the IANA time zone database; `+04:00` does not. */
export function isTimeZone(name: string): boolean {
  if (!/^[a-z][a-z0-9_+/-]*$/i.test(name)) return false;
  try {
    zoneNamed(name);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

function zoneNamed(name: string): Zone {
  const known = zones.get(name);
  if (known) return known;
  const zone: Zone = {
    format: new Intl.DateTimeFormat('en-US', { timeZone: name, timeZoneName: 'longOffset' }),
    minutes: new Int16Array(LAST_STEP - FIRST_STEP + 1).fill(UNKNOWN),
    changes: new Map(),
    recent: { offset: 0, from: Infinity, to: Infinity },
  };
  if (zones.size >= MOST_ZONES) zones.clear();
  zones.set(name, zone);
  return zone;
}

/** The step that an instant lies in, or the part of it before or after its change. */
function spanAt(instant: number, zone: Zone): Span {
  const step = Math.floor(instant / STEP);
  const from = step * STEP;
  const to = from + STEP;
  const before = offsetAtStart(step, zone);
  const after = offsetAtStart(step + 1, zone);
  if (before === after) return { offset: before, from, to };
  let change = zone.changes.get(step);
  if (change === undefined) {
    change = findChange(zone, from, to);
    zone.changes.set(step, change);
  }
  return instant < change ? { offset: before, from, to: change } : { offset: after, from: change, to };
}

/** As in the year after the listed ones that has the same calendar. */
function spanInLikeYear(instant: number, year: number, zone: Zone): Span {
  const like = yearOfCalendar[calendarOf(year)] ?? year;
  const newYear = startOfYear(year) * SECONDS_PER_DAY;
  const shift = newYear - startOfYear(like) * SECONDS_PER_DAY;
  const { offset, from, to } = spanAt(instant - shift, zone);
  // What is next to that year is not next to this one.
  const end = startOfYear(year + 1) * SECONDS_PER_DAY;
  return { offset, from: Math.max(from + shift, newYear), to: Math.min(to + shift, end) };
}

/** Years with the same days on the same weekdays have the same number. */
function calendarOf(year: number): number {
  return weekdayOf(startOfYear(year)) * 2 + (isLeapYear(year) ? 1 : 0);
}

function offsetAtStart(step: number, zone: Zone): number {
  const known = zone.minutes[step - FIRST_STEP] ?? UNKNOWN;
  if (known !== UNKNOWN) return known * 60;
  const offset = lookUp(step * STEP, zone);
  zone.minutes[step - FIRST_STEP] = offset / 60;
  return offset;
}

/** The whole minute in (before, after] at which the offset changes. */
function findChange(zone: Zone, before: number, after: number): number {
  const offset = lookUp(before, zone);
  let [low, high] = [before / 60, after / 60];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (lookUp(middle * 60, zone) === offset) low = middle;
    else high = middle;
  }
  return high * 60;
}

/** The text ends in `GMT`, `GMT-05:00` or, long ago, `GMT-00:44:30`: four times as fast as reading the fields. */
function lookUp(instant: number, zone: Zone): number {
  const text = zone.format.format(instant * 1000);
  const match = /GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/.exec(text);
  if (!match) throw new RangeError(`no offset in "${text}"`);
  const [, sign, hours = '0', minutes = '0', seconds = '0'] = match;
  const offset = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  return sign === '-' ? -offset : offset;
}
