import { setImmediate as nextTurn } from 'node:timers/promises';
import { preview, type PreviewRequest } from './preview.js';

/** One of each way to walk through time. Together they take some 30 ms of a processor, a few at a time. */
const RULES: readonly Pick<PreviewRequest, 'schedule_kind' | 'schedule_expr'>[] = [
  { schedule_kind: 'rrule', schedule_expr: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29' },
  { schedule_kind: 'rrule', schedule_expr: 'FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO' },
  { schedule_kind: 'rrule', schedule_expr: 'FREQ=MONTHLY;BYDAY=-1FR' },
  { schedule_kind: 'rrule', schedule_expr: 'FREQ=HOURLY;INTERVAL=5' },
  { schedule_kind: 'cron', schedule_expr: '0 3 * * 1-5' },
];
const ROUNDS = 3;
const COUNT = 150;
/** A zone with summer time, so that its changes are looked for too. */
const ZONE = 'Europe/Berlin';

/**
 * Has previews worked out that nobody asked for: the compiler knows the code then, and the first that a person asks for
 * takes half the time. Lets others have their turn in between.
 */
export async function rehearsePreviews(now: Date): Promise<void> {
  for (let round = 0; round < ROUNDS; round += 1)
    for (const rule of RULES) {
      preview({ ...rule, timezone: ZONE, count: COUNT }, now);
      await nextTurn();
    }
}
