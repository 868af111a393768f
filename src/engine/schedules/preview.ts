import { parseSchedule, type ScheduleExpression } from './expression.js';
import { instantOfMoment, readMoment } from './date-text.js';
import { impliedAnchor } from './implied-anchor.js';
import { scheduleFault } from './schedule-fault.js';
import { isTimeZone } from './zone-offset.js';
import { toWall, toZonedIso } from './wall-time.js';

const MOST_PREVIEWED = 1_000;
const PREVIEWED = 10;

/** What `POST /v1/tasks/preview` is asked. */
export interface PreviewRequest {
  schedule_kind: ScheduleExpression['kind'];
  schedule_expr: string;
  /** IANA name. */
  timezone: string;
  /** Wall time in the zone at which an RRULE without a DTSTART line starts; without it the rule starts at `from`, see `impliedAnchor`. */
  dtstart?: string | undefined;
  /** ISO 8601 with an offset, or wall time in the zone; without it now. */
  from?: string | undefined;
  count?: number | undefined;
}

/**
 * The next occurrences after `from` in ISO 8601 with the zone's offset; fewer than `count` when the schedule ends. Throws
 * `schedule.invalid`.
 */
export function preview(request: PreviewRequest, now: Date): string[] {
  const { schedule_kind: kind, schedule_expr: expr, timezone, dtstart, count = PREVIEWED } = request;
  if (!isTimeZone(timezone)) throw scheduleFault('timezone', `there is no time zone ${timezone}`);
  if (!Number.isInteger(count) || count < 1 || count > MOST_PREVIEWED)
    throw scheduleFault('count', `count is a whole number from 1 to ${MOST_PREVIEWED}`);
  const from = request.from === undefined ? now : readFrom(request.from, timezone);
  const anchor = dtstart ?? impliedAnchor(expr, toWall(from, timezone));
  return parseSchedule({ kind, expr, timezone, anchor })
    .after(from, count)
    .map((occurrence) => toZonedIso(occurrence, timezone));
}

function readFrom(text: string, zone: string): Date {
  const moment = readMoment(text.trim());
  if (!moment) throw scheduleFault('from', `"${text}" is not a time such as 2026-03-29T09:00:00+02:00`);
  return new Date(instantOfMoment(moment, zone) * 1000 + moment.milliseconds);
}
