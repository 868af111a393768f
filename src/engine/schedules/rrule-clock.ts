import { DAYS_PER_400_YEARS, SECONDS_PER_DAY } from './civil.js';
import { leastCommonMultiple } from './divisors.js';
import type { ClockRule } from './clock-rule.js';
import { daysMet } from './rrule-phase.js';
import { selectPositions } from './set-positions.js';
import { firstNotBelow } from './times-of-day.js';

/** A walk over the wall times of the rule not before the given one; what cannot match is jumped over. */
export function clockWalk(rule: ClockRule): (from: number) => Generator<number> {
  const within =
    rule.bySetPos.length === 0
      ? rule.within
      : selectPositions(rule.bySetPos, rule.within.length).map((index) => rule.within[index] ?? 0);
  const nextDay = dayFinder(rule);
  return (from) => walk({ ...rule, within }, nextDay, from);
}

function* walk(rule: ClockRule, nextDay: (day: number) => number, from: number): Generator<number> {
  const { unit, interval, firstPeriod, within } = rule;
  const align = (period: number): number =>
    firstPeriod + Math.max(0, Math.ceil((period - firstPeriod) / interval)) * interval;
  const nextTime = timeFinder(rule);
  // After a whole cycle of the calendar and the interval without an occurrence there is none.
  const cycle = leastCommonMultiple((DAYS_PER_400_YEARS * SECONDS_PER_DAY) / unit, interval);
  let known = NaN;
  let period = align(Math.floor(from / unit));
  let fruitful = period;
  while (within.length > 0 && period - fruitful <= cycle) {
    const wall = period * unit;
    const day = Math.floor(wall / SECONDS_PER_DAY);
    if (day !== known) {
      const next = nextDay(day);
      if (next === Infinity) return;
      if (next > day) {
        period = align((next * SECONDS_PER_DAY) / unit);
        continue;
      }
      known = day;
    }
    const time = wall - day * SECONDS_PER_DAY;
    const allowed = nextTime(time);
    if (allowed > time) {
      period = align((wall - time + allowed) / unit);
      continue;
    }
    for (const second of within) if (wall + second >= from) yield wall + second;
    fruitful = period;
    period += interval;
  }
}

/**
 * Finds, from a second of the day on, where the next hour, minute and second may be allowed: a step at a time, the answer
 * is tried again, as INTERVAL may miss it.
 */
function timeFinder({ unit, hours, minutes, seconds }: ClockRule): (time: number) => number {
  const nextHour = nextAllowed(hours, 24);
  const nextMinute = nextAllowed(unit <= 60 ? minutes : [], 60);
  const nextSecond = nextAllowed(unit === 1 ? seconds : [], 60);
  return (time) => {
    const hour = Math.floor(time / 3600);
    const allowedHour = nextHour[hour] ?? 24;
    if (allowedHour > hour) return allowedHour * 3600;
    const minute = Math.floor(time / 60) % 60;
    const allowedMinute = nextMinute[minute] ?? 60;
    if (allowedMinute > minute) return hour * 3600 + allowedMinute * 60;
    const second = time % 60;
    return time - second + (nextSecond[second] ?? 60);
  };
}

/** For each value the first allowed one that is not below it, `size` when there is none; no values: all are allowed. */
function nextAllowed(values: readonly number[], size: number): number[] {
  return Array.from({ length: size }, (_, bound) =>
    values.length === 0 ? bound : (values[firstNotBelow(values, bound)] ?? size),
  );
}

/** Finds the first day on or after one on which both the calendar and the phase of the interval allow an occurrence. */
function dayFinder(rule: ClockRule): (day: number) => number {
  const phase = daysMet(rule);
  if (!phase) return (day) => rule.days.next(day);
  const cycle = leastCommonMultiple(DAYS_PER_400_YEARS, phase.cycle);
  return (day) => {
    for (let candidate = day; candidate <= day + cycle;) {
      const matching = rule.days.next(candidate);
      if (matching === Infinity) return Infinity;
      candidate = phase.next(matching);
      if (candidate === matching) return candidate;
    }
    return Infinity;
  };
}
