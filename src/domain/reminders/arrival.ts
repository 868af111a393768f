import { DateTime } from 'luxon';
import type { CompanyFacts } from '../company/index.js';
import { isQuiet, nextWake, shiftStart, type StaffMember } from '../staff/index.js';

const HOUR_MS = 3_600_000;
/** A handover that is so near comes through at any hour, without a sound at night. */
const NEAR_MS = 2 * HOUR_MS;
/** So long after waking the morning message is near enough to wait for. */
const MORNING_MS = 2 * HOUR_MS;

/** How a reminder comes to a person. */
export type Arrival =
  | { how: 'now'; silent: boolean }
  /** When their quiet hours end. */
  | { how: 'later'; at: Date }
  /** In the message with which their working day begins; `day` is its date there. */
  | { how: 'digest'; at: Date; day: string };

type Receiver = Pick<StaffMember, 'quietHours' | 'workingHours' | 'branches'>;

/**
 * When a reminder that is due at `now` comes to somebody: at once, unless they are not to be disturbed and the handover
 * can wait. What waits for the night comes with the morning message, when that is before the handover gets near.
 */
export function arrivalOf(member: Receiver, handoverAt: Date, now: Date, company: CompanyFacts): Arrival {
  const { timezone, branches } = company;
  const isAsleep = isQuiet(member, now, timezone);
  const isNear = handoverAt.getTime() - now.getTime() <= NEAR_MS;
  if (!isAsleep || isNear) return { how: 'now', silent: isAsleep };
  const wake = nextWake(member, now, timezone);
  // Somebody whose day begins just as the quiet hours end is told then: not a moment earlier, and not a day later.
  const start = shiftStart(member, new Date(wake.getTime() - 1), timezone, branches);
  const isSoon = start.getTime() - wake.getTime() <= MORNING_MS;
  const leavesTime = handoverAt.getTime() - start.getTime() >= NEAR_MS;
  return isSoon && leavesTime
    ? { how: 'digest', at: start, day: localDate(start, timezone) }
    : { how: 'later', at: wake };
}

/** 2031-03-03 */
export function localDate(at: Date, timezone: string): string {
  return DateTime.fromJSDate(at, { zone: timezone }).toFormat('yyyy-MM-dd');
}
