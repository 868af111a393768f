import { DateTime } from 'luxon';
import { dayAfter, dayOf, type Day } from '../plan/index.js';

export type Period = 'day' | 'week';

/** The days that a report is about. */
export interface Span {
  period: Period;
  /** One, or the seven of a week from Monday on. */
  days: readonly Day[];
  from: Date;
  to: Date;
}

const WEEK = 7;

/** The day itself, or the week that it belongs to. */
export function spanOf(period: Period, day: Day, timezone: string): Span {
  const first = period === 'day' ? day : mondayOf(day, timezone);
  const days = Array.from({ length: period === 'day' ? 1 : WEEK }, (_, n) => dayAfter(first, n, timezone));
  return { period, days, from: first.from, to: days.at(-1)?.to ?? first.to };
}

/** The day by which the period before (-1) or after (1) is called. */
export function neighbour({ period, days }: Span, step: 1 | -1, timezone: string): Day | undefined {
  const [first] = days;
  return first === undefined ? undefined : dayAfter(first, step * (period === 'day' ? 1 : WEEK), timezone);
}

/** The seven days of a week, or those that end with the day: what a chart shows. */
export function chartDays({ days }: Span, timezone: string): Day[] {
  const last = days.at(-1);
  if (last === undefined) return [];
  return Array.from({ length: WEEK }, (_, n) => dayAfter(last, n - WEEK + 1, timezone));
}

function mondayOf(day: Day, timezone: string): Day {
  return dayOf(DateTime.fromJSDate(day.from, { zone: timezone }).startOf('week').toJSDate(), timezone);
}
