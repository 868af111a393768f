import { readMoment, instantOfMoment } from './date-text.js';
import { scheduleFault } from './schedule-fault.js';

/**
 * The instant (milliseconds since the epoch) of a `once` schedule: ISO 8601 with an offset, or wall time of `zone`.
 * Throws `schedule.invalid`.
 */
export function parseOnce(expr: string, zone: string): number {
  const text = expr.trim();
  const moment = readMoment(text);
  if (!moment || moment.dateOnly)
    throw scheduleFault(
      'schedule_expr',
      `"${text}" is not a time such as 2026-03-29T09:00:00 (wall time of ${zone}) or 2026-03-29T09:00:00+02:00`,
    );
  return instantOfMoment(moment, zone) * 1000 + moment.milliseconds;
}
