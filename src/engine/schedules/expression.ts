import { parseCron } from './cron.js';
import { instantsAfter } from './occurrences.js';
import { parseOnce } from './once.js';
import { parseRecurrenceSet, type RecurrenceSet } from './recurrence-set.js';
import { scheduleFault } from './schedule-fault.js';
import { parseTopicPattern } from './topic.js';
import { isTimeZone } from './zone-offset.js';

/** When something happens, as people and agents write it. */
export interface ScheduleExpression {
  kind: 'cron' | 'rrule' | 'once' | 'event';
  expr: string;
  /** IANA name of the zone whose wall time the expression means. */
  timezone: string;
  /** Wall time in `timezone`, `2026-03-29T09:00:00`, at which an RRULE without DTSTART starts; it never moves. */
  anchor?: string | null;
}

export interface Schedule {
  readonly kind: ScheduleExpression['kind'];
  readonly timezone: string;
  /**
   * The occurrences after `instant`, and not after `until`, in order, each once, at most `limit`. Fewer when the schedule
   * ends; none of a schedule that waits for events. No year beyond 9999 is looked at.
   */
  after: (instant: Date, limit: number, until?: Date) => Date[];
  /** The first occurrence after `instant`. */
  next: (instant: Date) => Date | undefined;
}

/** The first and last instants (milliseconds) that four digits of a year can tell in any zone. */
const EARLIEST = Date.UTC(1, 0, 1);
const LATEST = Date.UTC(9999, 11, 30);

/**
 * Reads a schedule. An expression means wall time: what falls into a spring gap is shifted forward by the gap, what
 * happens twice in autumn is taken the first time. Throws `schedule.invalid`, with the field and a sentence that says
 * what is wrong, also for a schedule that can never occur.
 */
export function parseSchedule({ kind, expr, timezone, anchor }: ScheduleExpression): Schedule {
  if (!isTimeZone(timezone)) throw scheduleFault('timezone', `there is no time zone ${timezone}`);
  switch (kind) {
    case 'cron':
      return scheduleOf(kind, timezone, ofSet({ ...NOTHING_MORE, zone: timezone, walls: parseCron(expr) }));
    case 'rrule':
      return scheduleOf(kind, timezone, ofSet(parseRecurrenceSet(expr, timezone, anchor)));
    case 'once': {
      const time = parseOnce(expr, timezone);
      return scheduleOf(kind, timezone, (after) => (time > after ? [time] : []));
    }
    case 'event':
      parseTopicPattern(expr);
      return scheduleOf(kind, timezone, () => []);
  }
}

const NOTHING_MORE = { lastInstant: null, added: [], nextIncluded: (instant: number) => instant };

/** From and to milliseconds since the epoch. */
type Occurrences = (after: number) => Iterable<number>;

function ofSet(set: RecurrenceSet): Occurrences {
  return function* (after) {
    for (const instant of instantsAfter(set, Math.floor(after / 1000))) yield instant * 1000;
  };
}

function scheduleOf(kind: ScheduleExpression['kind'], timezone: string, occurrences: Occurrences): Schedule {
  const after: Schedule['after'] = (instant, limit, until) => {
    const found: Date[] = [];
    if (limit < 1) return found;
    const last = Math.min(until?.getTime() ?? LATEST, LATEST);
    for (const time of occurrences(Math.max(instant.getTime(), EARLIEST))) {
      if (time > last) break;
      found.push(new Date(time));
      if (found.length >= limit) break;
    }
    return found;
  };
  return { kind, timezone, after, next: (instant) => after(instant, 1)[0] };
}
