import { readValue, readValues, isOpen, type CronField } from './cron-field.js';
import { MatchingDays, monthLengths, type YearShape } from './matching-days.js';
import { scheduleFault } from './schedule-fault.js';

const DAY: CronField = { name: 'day of month', min: 1, max: 31 };
const MONTH: CronField = {
  name: 'month',
  min: 1,
  max: 12,
  names: ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'],
};
const WEEKDAY: CronField = {
  name: 'weekday',
  min: 0,
  max: 7,
  names: ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'],
};

type MatchesDate = (date: { day: number; length: number; weekday: number }) => boolean;

/**
 * The days of a cron expression. When day of month and weekday are both restricted a day has to fit one of them, as in
 * Vixie cron; a step over everything (`*\/2`) counts as restricted.
 */
export function cronDays(dayText: string, monthText: string, weekdayText: string): MatchingDays {
  const months = new Set(readValues(monthText, MONTH));
  const matchesDay = readDays(dayText);
  const matchesWeekday = readWeekdays(weekdayText);
  const dayIsOpen = isOpen(dayText);
  const weekdayIsOpen = isOpen(weekdayText);
  if (dayIsOpen && weekdayIsOpen && months.size === 12) return new MatchingDays(null);
  return new MatchingDays((shape) =>
    markDates(shape, months, (date) => {
      if (weekdayIsOpen) return matchesDay(date);
      if (dayIsOpen) return matchesWeekday(date);
      return matchesDay(date) || matchesWeekday(date);
    }),
  );
}

function readDays(text: string): MatchesDate {
  const entries = text.split(',');
  const last = entries.includes('L');
  const rest = entries.filter((entry) => entry !== 'L').join(',');
  const days = new Set(rest === '' ? [] : readValues(rest, DAY));
  return ({ day, length }) => days.has(day) || (last && day === length);
}

/** `MON#2` is the second Monday of the month, `FRIL` or `5L` the last Friday. */
function readWeekdays(text: string): MatchesDate {
  const plain: string[] = [];
  const ordinals: { weekday: number; ordinal: number }[] = [];
  for (const entry of text.split(',')) {
    const special = /^(\w+?)(?:#(.*)|L)$/.exec(entry);
    if (special) {
      const [, weekday = '', ordinal] = special;
      ordinals.push({
        weekday: readValue(weekday, WEEKDAY) % 7,
        ordinal: ordinal === undefined ? -1 : readOrdinal(ordinal, entry),
      });
    } else plain.push(entry);
  }
  const values = plain.length === 0 ? [] : readValues(plain.join(','), WEEKDAY);
  const weekdays = new Set(values.map((value) => value % 7));
  return ({ day, length, weekday }) =>
    weekdays.has(weekday) ||
    ordinals.some(
      (wanted) =>
        wanted.weekday === weekday &&
        (wanted.ordinal === -1 ? day + 7 > length : Math.ceil(day / 7) === wanted.ordinal),
    );
}

function readOrdinal(text: string, entry: string): number {
  if (!/^[1-5]$/.test(text))
    throw scheduleFault('schedule_expr', `${entry} names no weekday of a month: # takes 1..5`);
  return Number(text);
}

function markDates(shape: YearShape, months: ReadonlySet<number>, matches: MatchesDate): Uint8Array {
  const lengths = monthLengths(shape.leap);
  const marks = new Uint8Array(shape.leap ? 366 : 365);
  let dayOfYear = 0;
  for (const [index, length] of lengths.entries()) {
    const isOpen = months.has(index + 1);
    for (let day = 1; day <= length; day += 1, dayOfYear += 1) {
      const weekday = (shape.firstWeekday + dayOfYear) % 7;
      if (isOpen && matches({ day, length, weekday })) marks[dayOfYear] = 1;
    }
  }
  return marks;
}
