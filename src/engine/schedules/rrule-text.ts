import { SECONDS_PER_DAY } from './civil.js';
import { readMoment } from './date-text.js';
import { readByDay, readNumbers, readPositive, readWeekday, type ByDay } from './rrule-values.js';
import { scheduleFault } from './schedule-fault.js';

const FREQUENCIES = ['YEARLY', 'MONTHLY', 'WEEKLY', 'DAILY', 'HOURLY', 'MINUTELY', 'SECONDLY'] as const;
export type Frequency = (typeof FREQUENCIES)[number];

/** An RRULE as it is written (RFC 5545, 3.3.10); an empty list: the part is not there. */
export interface RecurrenceRule {
  freq: Frequency;
  interval: number;
  count: number | null;
  /** `wall`: the last wall time (seconds) that belongs to the rule; `instant`: the same in seconds since the epoch. */
  until: { wall: number } | { instant: number } | null;
  byMonth: number[];
  byWeekNo: number[];
  byYearDay: number[];
  byMonthDay: number[];
  byDay: ByDay[];
  byHour: number[];
  byMinute: number[];
  bySecond: number[];
  bySetPos: number[];
  /** 0 is Sunday. */
  weekStart: number;
}

const PARTS = new Set([
  'FREQ',
  'INTERVAL',
  'COUNT',
  'UNTIL',
  'BYMONTH',
  'BYWEEKNO',
  'BYYEARDAY',
  'BYMONTHDAY',
  'BYDAY',
  'BYHOUR',
  'BYMINUTE',
  'BYSECOND',
  'BYSETPOS',
  'WKST',
]);

/** Reads `FREQ=WEEKLY;INTERVAL=2;BYDAY=MO`. Throws `schedule.invalid` naming the part that is wrong. */
export function readRule(text: string): RecurrenceRule {
  const parts = readParts(text);
  const freq = readFrequency(parts.get('FREQ'));
  const rule: RecurrenceRule = {
    freq,
    interval: readPositive('INTERVAL', parts.get('INTERVAL')) ?? 1,
    count: readPositive('COUNT', parts.get('COUNT')),
    until: readUntil(parts.get('UNTIL')),
    byMonth: readNumbers('BYMONTH', parts.get('BYMONTH'), { min: 1, max: 12 }),
    byWeekNo: readNumbers('BYWEEKNO', parts.get('BYWEEKNO'), { max: 53 }),
    byYearDay: readNumbers('BYYEARDAY', parts.get('BYYEARDAY'), { max: 366 }),
    byMonthDay: readNumbers('BYMONTHDAY', parts.get('BYMONTHDAY'), { max: 31 }),
    byDay: readByDay(parts.get('BYDAY')),
    byHour: readNumbers('BYHOUR', parts.get('BYHOUR'), { min: 0, max: 23 }),
    byMinute: readNumbers('BYMINUTE', parts.get('BYMINUTE'), { min: 0, max: 59 }),
    // 60 is a leap second: the clocks here have none and take it for the 59th (RFC 5545, 3.3.12).
    bySecond: [
      ...new Set(
        readNumbers('BYSECOND', parts.get('BYSECOND'), { min: 0, max: 60 }).map((second) =>
          Math.min(second, 59),
        ),
      ),
    ],
    bySetPos: readNumbers('BYSETPOS', parts.get('BYSETPOS'), { max: 366 }),
    weekStart: readWeekday('WKST', parts.get('WKST') ?? 'MO'),
  };
  refuseForbidden(rule, parts);
  return rule;
}

function readParts(text: string): Map<string, string> {
  const parts = new Map<string, string>();
  for (const part of text.toUpperCase().split(';').map(trimmed)) {
    if (part === '') continue;
    const [name = '', value, ...more] = part.split('=').map(trimmed);
    if (value === undefined || value === '' || more.length > 0)
      throw scheduleFault('schedule_expr', `"${part}" is not of the form NAME=value`);
    if (!PARTS.has(name))
      throw scheduleFault(
        'schedule_expr',
        name === 'DTSTART'
          ? 'DTSTART is a line of its own before the rule: DTSTART:20260329T090000'
          : `an RRULE has no part ${name}`,
      );
    if (parts.has(name)) throw scheduleFault('schedule_expr', `${name} is given twice`);
    parts.set(name, value);
  }
  return parts;
}

function trimmed(text: string): string {
  return text.trim();
}

function readFrequency(text: string | undefined): Frequency {
  const freq = FREQUENCIES.find((name) => name === text);
  if (freq) return freq;
  const expected = `FREQ is one of ${FREQUENCIES.join(', ')}`;
  throw scheduleFault(
    'schedule_expr',
    text === undefined ? `an RRULE needs FREQ: ${expected}` : `FREQ=${text} is unknown: ${expected}`,
  );
}

/** A date alone means that whole day. */
function readUntil(text: string | undefined): RecurrenceRule['until'] {
  if (text === undefined) return null;
  const moment = readMoment(text);
  if (!moment)
    throw scheduleFault('schedule_expr', `UNTIL=${text} is not a date or date-time such as 20261231T090000Z`);
  if (moment.offset !== null) return { instant: moment.wall - moment.offset };
  return { wall: moment.dateOnly ? moment.wall + SECONDS_PER_DAY - 1 : moment.wall };
}

/** What RFC 5545 (3.3.10) rules out, since it says not what it would mean. */
function refuseForbidden(rule: RecurrenceRule, parts: ReadonlyMap<string, string>): void {
  const { freq } = rule;
  const refuse = (message: string): never => {
    throw scheduleFault('schedule_expr', message);
  };
  if (rule.count !== null && rule.until) refuse('a rule has COUNT or UNTIL, not both');
  if (rule.byWeekNo.length > 0 && freq !== 'YEARLY')
    refuse(`BYWEEKNO goes with FREQ=YEARLY only, not with ${freq}`);
  if (rule.byYearDay.length > 0 && (freq === 'MONTHLY' || freq === 'WEEKLY' || freq === 'DAILY'))
    refuse(`BYYEARDAY does not go with FREQ=${freq}`);
  if (rule.byMonthDay.length > 0 && freq === 'WEEKLY')
    refuse('BYMONTHDAY does not go with FREQ=WEEKLY: take FREQ=MONTHLY or FREQ=DAILY');
  const ordinal = rule.byDay.some((day) => day.ordinal !== null);
  if (ordinal && freq !== 'MONTHLY' && freq !== 'YEARLY')
    refuse(`a number in BYDAY=${parts.get('BYDAY') ?? ''} goes with FREQ=MONTHLY or YEARLY only`);
  if (ordinal && rule.byWeekNo.length > 0)
    refuse(`a number in BYDAY=${parts.get('BYDAY') ?? ''} does not go with BYWEEKNO`);
  const limited = [...parts.keys()].some((name) => name.startsWith('BY') && name !== 'BYSETPOS');
  if (rule.bySetPos.length > 0 && !limited) refuse('BYSETPOS needs another BY part to select from');
}
