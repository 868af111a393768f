import { dayNumber, daysInMonth, SECONDS_PER_DAY } from './civil.js';
import { instantOfWall, wallOfInstant } from './wall-time.js';

/** A date or date-time as somebody wrote it. */
export interface Moment {
  /** Seconds since 1970-01-01T00:00:00 on the clock it was written for. */
  wall: number;
  milliseconds: number;
  /** Seconds east of UTC; null: wall time of a zone that the text does not name. */
  offset: number | null;
  dateOnly: boolean;
}

const EXTENDED =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?\s*(Z|[+-]\d\d(?::?\d\d)?)?)?$/i;
const BASIC = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)?()(Z|[+-]\d{4})?)?$/i;

/** Reads ISO 8601, extended (`2026-03-29T09:00:00+02:00`) or basic as in iCalendar (`20260329T090000Z`); else null. */
export function readMoment(text: string): Moment | null {
  const match = EXTENDED.exec(text) ?? BASIC.exec(text);
  if (!match) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1, 7)
    .map((part: string | undefined) => Number(part ?? 0));
  const exists =
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= daysInMonth(year, month) &&
    hour <= 23 &&
    minute <= 59 &&
    second <= 60;
  if (!exists) return null;
  return {
    // A leap second is taken for the one before it, as RFC 5545 (3.3.12) asks of clocks that have none.
    wall: dayNumber(year, month, day) * SECONDS_PER_DAY + hour * 3600 + minute * 60 + Math.min(second, 59),
    milliseconds: Number((match[7] ?? '').padEnd(3, '0').slice(0, 3)),
    offset: readOffset(match[8]),
    dateOnly: match[4] === undefined,
  };
}

function readOffset(text: string | undefined): number | null {
  if (text === undefined) return null;
  if (text.toUpperCase() === 'Z') return 0;
  const digits = text.slice(1).replace(':', '').padEnd(4, '0');
  const seconds = Number(digits.slice(0, 2)) * 3600 + Number(digits.slice(2)) * 60;
  return text.startsWith('-') ? -seconds : seconds;
}

/** Seconds since the epoch; a moment without an offset is wall time of `zone`. */
export function instantOfMoment(moment: Moment, zone: string): number {
  return moment.offset === null ? instantOfWall(moment.wall, zone) : moment.wall - moment.offset;
}

/** The wall time in `zone`; a moment without an offset is wall time of `zone` already. */
export function wallOfMoment(moment: Moment, zone: string): number {
  return moment.offset === null ? moment.wall : wallOfInstant(moment.wall - moment.offset, zone);
}
