import { civilDate, LAST_DAY, modulo, SECONDS_PER_DAY } from './civil.js';
import type { ClockRule } from './clock-rule.js';
import { clockWalk } from './rrule-clock.js';
import { checkCount, wallOfCount, type AlikePeriods } from './rrule-count.js';
import { ruleDays } from './rrule-days.js';
import { eachInPeriods, periodsOf } from './rrule-periods.js';
import { readRule, type RecurrenceRule } from './rrule-text.js';
import { scheduleFault } from './schedule-fault.js';
import { timesOfDay } from './times-of-day.js';
import { wallText } from './wall-time.js';
import type { WallSequence } from './wall-sequence.js';

export interface Recurrence {
  walls: WallSequence;
  /** The last instant (seconds since the epoch) that an UNTIL in UTC allows; null: none is given. */
  lastInstant: number | null;
}

interface Expansion {
  walls: WallSequence;
  alike: AlikePeriods | null;
}

const UNITS = { HOURLY: 3600, MINUTELY: 60, SECONDLY: 1 } as const;

/**
 * The wall times of an RRULE (without its name) that starts at a wall time (seconds, see civil.ts). The start itself is
 * an occurrence only when the rule says so. INTERVAL and COUNT count from the start, wherever a walk begins. Throws
 * `schedule.invalid` when the rule is malformed or can never occur.
 */
export function parseRule(text: string, start: number): Recurrence {
  const rule = readRule(text);
  const { walls, alike } = isClockFrequency(rule.freq)
    ? expandClock(rule, rule.freq, start)
    : expandPeriods(rule, start);
  const begun: WallSequence = (from) => walls(Math.max(from, start));
  const [first] = begun(start);
  if (first === undefined) throw neverOccurs(text, rule, start);
  if (rule.count !== null) {
    checkCount(rule.count, alike);
    return { walls: counted(begun, start, rule.count, alike), lastInstant: null };
  }
  const { until } = rule;
  if (until && 'wall' in until) return { walls: (from) => upTo(begun(from), until.wall), lastInstant: null };
  return { walls: begun, lastInstant: until?.instant ?? null };
}

function isClockFrequency(freq: RecurrenceRule['freq']): freq is keyof typeof UNITS {
  return freq in UNITS;
}

function expandPeriods(rule: RecurrenceRule, start: number): Expansion {
  const startDay = Math.floor(start / SECONDS_PER_DAY);
  const time = start - startDay * SECONDS_PER_DAY;
  const periods = periodsOf(rule);
  const days = ruleDays(rule, startDay);
  const { interval, bySetPos } = rule;
  // The first days of January may belong to the last week-year, but whoever starts there counts from the new year.
  const firstPeriod = rule.byWeekNo.length > 0 ? civilDate(startDay).year : periods.of(startDay);
  const times = timesOfDay(
    orStart(rule.byHour, Math.floor(time / 3600)),
    orStart(rule.byMinute, Math.floor(time / 60) % 60),
    orStart(rule.bySecond, time % 60),
  );
  const isAlike = days.everyDay || (rule.freq === 'WEEKLY' && rule.byMonth.length === 0);
  return {
    walls: (from) => eachInPeriods({ periods, interval, firstPeriod, days, times, bySetPos }, from),
    alike: isAlike
      ? { start: (index) => periods.start(firstPeriod + index * interval) * SECONDS_PER_DAY }
      : null,
  };
}

function expandClock(rule: RecurrenceRule, freq: keyof typeof UNITS, start: number): Expansion {
  const unit = UNITS[freq];
  const { byHour: hours, byMinute: minutes, bySecond: seconds } = rule;
  const ownMinutes = unit > 60 ? orStart(minutes, modulo(Math.floor(start / 60), 60)) : [0];
  const ownSeconds = unit > 1 ? orStart(seconds, modulo(start, 60)) : [0];
  const clock: ClockRule = {
    unit,
    interval: rule.interval,
    firstPeriod: Math.floor(start / unit),
    days: ruleDays(rule, Math.floor(start / SECONDS_PER_DAY)),
    hours,
    minutes,
    seconds,
    within: timesOfDay([0], ownMinutes, ownSeconds),
    bySetPos: rule.bySetPos,
  };
  const limits = [hours, ...(unit <= 60 ? [minutes] : []), ...(unit === 1 ? [seconds] : [])];
  const isAlike = clock.days.everyDay && limits.every((limit) => limit.length === 0);
  return {
    walls: clockWalk(clock),
    alike: isAlike ? { start: (index) => (clock.firstPeriod + index * clock.interval) * unit } : null,
  };
}

function orStart(values: readonly number[], ofStart: number): readonly number[] {
  return values.length > 0 ? values : [ofStart];
}

/** Where the count ends is found once, when it is first needed. */
function counted(
  walls: WallSequence,
  start: number,
  count: number,
  alike: AlikePeriods | null,
): WallSequence {
  let last: number | undefined;
  return (from) => upTo(walls(from), (last ??= wallOfCount(walls, start, count, alike)));
}

function* upTo(walls: Iterable<number>, last: number): Generator<number> {
  for (const wall of walls) {
    if (wall > last) return;
    yield wall;
  }
}

function neverOccurs(text: string, rule: RecurrenceRule, start: number): Error {
  const { byMonth, byMonthDay } = rule;
  const impossible =
    byMonth.length > 0 &&
    byMonthDay.length > 0 &&
    ruleDays({ ...rule, byDay: [], byYearDay: [], byWeekNo: [] }, 0).next(0) > LAST_DAY;
  return scheduleFault(
    'schedule_expr',
    impossible
      ? `BYMONTHDAY=${byMonthDay.join(',')} with BYMONTH=${byMonth.join(',')} never occurs`
      : `the rule ${text} never occurs: no date from ${wallText(start)} on fits all of its parts`,
  );
}
