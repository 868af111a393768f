import { scheduleFault } from './schedule-fault.js';

export interface ByDay {
  /** 0 is Sunday. */
  weekday: number;
  /** 2 for the second, -1 for the last, null for every one. */
  ordinal: number | null;
}

const WEEKDAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];
const MOST_WEEKS = 53;

/** A list of whole numbers, in order, each once. Without `min` they count from the end too: -max..-1 and 1..max. */
export function readNumbers(
  part: string,
  text: string | undefined,
  range: { min?: number; max: number },
): number[] {
  if (text === undefined) return [];
  const numbers = text.split(',').map((entry) => {
    const number = /^\s*[+-]?\d{1,4}\s*$/.test(entry) ? Number(entry) : NaN;
    const inRange =
      range.min === undefined
        ? number !== 0 && Math.abs(number) <= range.max
        : number >= range.min && number <= range.max;
    if (inRange) return number;
    const allowed =
      range.min === undefined ? `-${range.max}..-1 and 1..${range.max}` : `${range.min}..${range.max}`;
    throw scheduleFault(
      'schedule_expr',
      Number.isNaN(number)
        ? `${part} takes whole numbers, not "${entry}"`
        : `${part} ${entry} is out of range ${allowed}`,
    );
  });
  return [...new Set(numbers)].sort((a, b) => a - b);
}

export function readPositive(part: string, text: string | undefined): number | null {
  if (text === undefined) return null;
  if (!/^\d{1,9}$/.test(text) || Number(text) === 0)
    throw scheduleFault('schedule_expr', `${part}=${text} is not a whole number above 0`);
  return Number(text);
}

export function readWeekday(part: string, text: string): number {
  const weekday = WEEKDAYS.indexOf(text);
  if (weekday >= 0) return weekday;
  throw scheduleFault('schedule_expr', `${part}: "${text}" is no weekday, they are MO TU WE TH FR SA SU`);
}

export function readByDay(text: string | undefined): ByDay[] {
  if (text === undefined) return [];
  return text.split(',').map((entry) => {
    const [, number, name = ''] = /^\s*([+-]?\d{1,2})?\s*(\w*)\s*$/.exec(entry) ?? [];
    const weekday = readWeekday('BYDAY', name === '' ? entry : name);
    if (number === undefined) return { weekday, ordinal: null };
    const ordinal = Number(number);
    if (ordinal === 0 || Math.abs(ordinal) > MOST_WEEKS)
      throw scheduleFault('schedule_expr', `BYDAY ${entry} is out of range -53..-1 and 1..53`);
    return { weekday, ordinal };
  });
}
