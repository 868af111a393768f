import type { Work } from '../../engine/jobs/index.js';
import type { Prisma, Reminder } from '../../platform/prisma/index.js';
import type { BookingView } from '../bookings/index.js';
import type { StaffMember } from '../staff/index.js';
import { acknowledgeReminder } from './answer.js';
import type { ReminderDeps } from './deps.js';
import { handoverState } from './handover-state.js';
import { handoverOf, type HandoverRef } from './notice.js';
import { showReminders } from './show.js';
import { lockReminders } from './store.js';

/** A reminder that waited for the morning. */
export interface Waiting {
  reminder: Reminder;
  handover: HandoverRef;
  found: BookingView;
}

/** What has waited for a person's morning message of that day and is still to be answered, soonest handover first. */
export async function waitingFor(
  tx: Prisma.TransactionClient,
  staffId: bigint,
  day: string,
): Promise<Waiting[]> {
  const reminders = await tx.reminder.findMany({
    where: { staffId, digest: day, acknowledgedAt: null, endedAt: null },
    orderBy: { createdAt: 'asc' },
  });
  const waiting: Waiting[] = [];
  for (const reminder of reminders) {
    const handover = handoverOf(reminder);
    const { state, found } = await handoverState(tx, handover);
    if (state.is === 'awaited' && found !== null) waiting.push({ reminder, handover, found });
  }
  return waiting.sort((a, b) => a.handover.at.getTime() - b.handover.at.getTime());
}

/**
 * They have come, with the morning message: nothing brings them again but a later notice. Those that have cards of their
 * own say no longer that they are put off.
 */
export async function closeDigest(
  work: Work,
  deps: ReminderDeps,
  waiting: readonly Waiting[],
  correlationId: string,
): Promise<void> {
  const ids = waiting.map(({ reminder }) => reminder.id);
  await work.tx.reminder.updateMany({ where: { id: { in: ids } }, data: { dueAt: null } });
  for (const { reminder } of waiting.filter((one) => one.reminder.shownAt !== null)) {
    const all = await lockReminders(work.tx, reminder.bookingId, reminder.about);
    await showReminders(work, deps, all, { correlationId });
  }
}

/** "Seen" under the morning message: for everything that came with it. Answers how many that were. */
export async function acknowledgeDigest(
  work: Work,
  deps: ReminderDeps,
  digest: { by: StaffMember; day: string; correlationId: string },
): Promise<number> {
  const { by, day, correlationId } = digest;
  const waiting = await waitingFor(work.tx, by.telegramId, day);
  let seen = 0;
  for (const { reminder } of waiting) {
    const { outcome } = await acknowledgeReminder(work, deps, { reminder, by, correlationId });
    if (outcome === 'done') seen += 1;
  }
  return seen;
}
