import type { Work } from '../../engine/jobs/index.js';

/** Brings a reminder that waited, for the end of quiet hours or of a snooze. */
export const REMIND = 'reminder.due';
/** Tells those above that nobody has answered. */
export const ESCALATE_REMINDER = 'reminder.escalate';
/** The message with which a person's working day begins. */
export const DIGEST = 'reminder.digest';

export interface RemindJob {
  reminderId: string;
  /** ISO time for which it was set: one that was moved meanwhile has a timer of its own. */
  at: string;
}

export interface EscalateJob {
  bookingId: number;
  about: string;
  notice: string;
}

export interface DigestJob {
  staffId: string;
  /** Local date: 2031-03-03 */
  day: string;
}

/** One digest a day: it may be asked for until the day is over, and not again after it came. */
const DIGEST_WINDOW_MS = 40 * 3_600_000;

export async function planReminder(work: Work, id: string, at: Date, correlationId: string): Promise<void> {
  const payload: RemindJob = { reminderId: id, at: at.toISOString() };
  await work.enqueue({
    ...{ kind: REMIND, payload, correlationId, priority: 3 },
    runAt: at,
    dedupeKey: `${id}:${payload.at}`,
  });
}

/** One timer a notice, whoever was told by it. */
export async function planEscalation(
  work: Work,
  payload: EscalateJob,
  at: Date,
  correlationId: string,
): Promise<void> {
  const { bookingId, about, notice } = payload;
  await work.enqueue({
    ...{ kind: ESCALATE_REMINDER, payload, correlationId, priority: 3 },
    runAt: at,
    dedupeKey: `${bookingId}:${about}:${notice}`,
  });
}

export async function planDigest(
  work: Work,
  digest: { staffId: bigint; day: string; at: Date; correlationId: string },
): Promise<void> {
  const { staffId, day, at, correlationId } = digest;
  const payload: DigestJob = { staffId: String(staffId), day };
  await work.enqueue({
    ...{ kind: DIGEST, payload, correlationId, priority: 4 },
    runAt: at,
    dedupeKey: `${staffId}:${day}`,
    dedupeWindowMs: DIGEST_WINDOW_MS,
  });
}
