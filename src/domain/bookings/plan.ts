import type { EventOf } from '../../engine/events/index.js';

export type Notice = EventOf<'booking.issue.planned'>['payload']['notice'];

const HOUR_MS = 3_600_000;

/** How long before a handover people are told (product.md §7, booking controller). */
const ahead: readonly { notice: Notice; ms: number }[] = [
  { notice: '24h', ms: 24 * HOUR_MS },
  { notice: '2h', ms: 2 * HOUR_MS },
  { notice: '30m', ms: HOUR_MS / 2 },
];
/** A handover that is this late has been missed. */
const OVERDUE_AFTER_MS = HOUR_MS / 2;

/**
 * The notices of a handover at `at` that are still to be given, seen from `now`. The one that the present moment
 * falls into is due at once (`inMs` 0), those that it replaces are left out: a booking made an hour before its start
 * is announced once, not three times.
 */
export function dueNotices(at: Date, now: Date): { notice: Notice; inMs: number }[] {
  const all = [...ahead, { notice: 'overdue' as const, ms: -OVERDUE_AFTER_MS }];
  const waits = all.map(({ notice, ms }) => ({ notice, inMs: at.getTime() - ms - now.getTime() }));
  const passed = waits.filter((one) => one.inMs <= 0);
  const current = passed.at(-1);
  return [
    ...(current === undefined ? [] : [{ notice: current.notice, inMs: 0 }]),
    ...waits.filter((one) => one.inMs > 0),
  ];
}
