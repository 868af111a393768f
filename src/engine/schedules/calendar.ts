import { toInstant, toWall } from './wall-time.js';

/** Local dates on which a task does not run: `2026-01-07`, or `01-07` for every year. */
export type ExcludedDates = readonly string[];

/** Whether the local date of `instant` in `timezone` is one of `dates`. */
export function isExcluded(dates: ExcludedDates, instant: Date, timezone: string): boolean {
  if (dates.length === 0) return false;
  const date = localDate(instant, timezone);
  return dates.includes(date) || dates.includes(date.slice('2026-'.length));
}

/** The last moment before the local date of `instant` begins. */
export function beforeDateOf(instant: Date, timezone: string): Date {
  return new Date(toInstant(`${localDate(instant, timezone)}T00:00:00`, timezone).getTime() - 1);
}

function localDate(instant: Date, timezone: string): string {
  return toWall(instant, timezone).slice(0, '2026-01-07'.length);
}
