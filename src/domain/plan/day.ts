import { DateTime } from 'luxon';

/** One local day: `to` is the beginning of the next. On the days on which clocks change it has 23 or 25 hours. */
export interface Day {
  /** "2031-03-03" */
  date: string;
  from: Date;
  to: Date;
}

/** The local day to which the moment belongs. */
export function dayOf(at: Date, timezone: string): Day {
  return dayFrom(DateTime.fromJSDate(at, { zone: timezone }));
}

/** Null for what is no date: "2031-02-30", or what somebody typed into a link. */
export function dayNamed(date: string, timezone: string): Day | null {
  if (!/^\d{4}-\d\d-\d\d$/.test(date)) return null;
  const day = DateTime.fromISO(date, { zone: timezone });
  return day.isValid ? dayFrom(day) : null;
}

/** The day so many days later; earlier when below zero. */
export function dayAfter(day: Day, days: number, timezone: string): Day {
  return dayFrom(DateTime.fromJSDate(day.from, { zone: timezone }).plus({ days }));
}

export function isWithin(at: Date, { from, to }: Pick<Day, 'from' | 'to'>): boolean {
  return at >= from && at < to;
}

function dayFrom(moment: DateTime): Day {
  const start = moment.startOf('day');
  return {
    date: start.toFormat('yyyy-MM-dd'),
    from: start.toJSDate(),
    to: start.plus({ days: 1 }).startOf('day').toJSDate(),
  };
}
