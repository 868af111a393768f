import { civilDate, daysInYear, isLeapYear, SECONDS_PER_DAY, startOfYear, weekdayOf } from './civil.js';

/** The offset of a zone through a year: `offsets[n]` holds from `starts[n]` on (seconds since the epoch). */
interface YearOfZone {
  starts: number[];
  offsets: number[];
}

/** An offset and the instants, from (included) and to, between which it is known to hold. */
interface Span {
  offset: number;
  from: number;
  to: number;
}

interface Zone {
  format: Intl.DateTimeFormat;
  years: Map<number, YearOfZone>;
  /** What was asked for last: the next question is mostly about the same season. */
  recent: Span;
}

const zones = new Map<string, Zone>();
const MOST_ZONES = 700;
/** Before, some zones changed their offset between two whole minutes (Liberia was the last). */
const WHOLE_MINUTES_SINCE = 1973;
/** The time zone database lists changes one by one up to 2087 (Morocco); later years follow rules of the calendar. */
const LAST_LISTED_YEAR = 2100;
const likeYears = new Map(
  Array.from({ length: 28 }, (_, index) => LAST_LISTED_YEAR + 1 + index).map((year) => [
    calendarOf(year),
    year,
  ]),
);
/** No two changes of a zone are nearer to each other: the shortest season is a Ramadan of four weeks. */
const SAMPLE = 14 * SECONDS_PER_DAY;

/** Seconds that clocks in the IANA zone are ahead of UTC at an instant (seconds since the epoch). */
export function zoneOffset(instant: number, name: string): number {
  const zone = zoneNamed(name);
  const { recent } = zone;
  if (instant >= recent.from && instant < recent.to) return recent.offset;
  const { year } = civilDate(Math.floor(instant / SECONDS_PER_DAY));
  if (year < WHOLE_MINUTES_SINCE) return lookUp(instant, zone);
  zone.recent = spanAt(instant, year, zone);
  return zone.recent.offset;
}

function spanAt(instant: number, year: number, zone: Zone): Span {
  const known = year <= LAST_LISTED_YEAR ? year : likeYear(year);
  const { starts, offsets } = yearOf(zone, known);
  const shift = (startOfYear(year) - startOfYear(known)) * SECONDS_PER_DAY;
  let place = starts.length - 1;
  while (place > 0 && (starts[place] ?? 0) + shift > instant) place -= 1;
  return {
    offset: offsets[place] ?? 0,
    from: (starts[place] ?? 0) + shift,
    to: (starts[place + 1] ?? startOfYear(known + 1) * SECONDS_PER_DAY) + shift,
  };
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
    years: new Map(),
    recent: { offset: 0, from: Infinity, to: Infinity },
  };
  if (zones.size >= MOST_ZONES) zones.clear();
  zones.set(name, zone);
  return zone;
}

/** Of the 28 years after the listed ones the one with the same calendar. */
function likeYear(year: number): number {
  return likeYears.get(calendarOf(year)) ?? year;
}

/** Years with the same days on the same weekdays have the same number. */
function calendarOf(year: number): number {
  return weekdayOf(startOfYear(year)) * 2 + (isLeapYear(year) ? 1 : 0);
}

function yearOf(zone: Zone, year: number): YearOfZone {
  const known = zone.years.get(year);
  if (known) return known;
  const found = findChanges(zone, startOfYear(year) * SECONDS_PER_DAY, daysInYear(year));
  zone.years.set(year, found);
  return found;
}

function findChanges(zone: Zone, newYear: number, days: number): YearOfZone {
  const found: YearOfZone = { starts: [newYear], offsets: [lookUp(newYear, zone)] };
  const end = newYear + days * SECONDS_PER_DAY;
  let before = newYear;
  while (before < end) {
    const after = Math.min(before + SAMPLE, end);
    const offset = lookUp(after, zone);
    if (offset !== found.offsets.at(-1)) {
      const start = findChange(zone, before, after);
      if (start < end) {
        found.starts.push(start);
        found.offsets.push(offset);
      }
    }
    before = after;
  }
  return found;
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
