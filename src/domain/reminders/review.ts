import type { Work } from '../../engine/jobs/index.js';
import type { Reminder } from '../../platform/prisma/index.js';
import type { ReminderDeps } from './deps.js';
import { handoverState } from './handover-state.js';
import { handoverOf } from './notice.js';
import { showReminders } from './show.js';
import { lockReminders } from './store.js';

/**
 * Looks at all reminders of a booking: those of a handover that has begun, was moved or is off end, and their cards say
 * so. To be called whenever something happens to the booking.
 */
export async function reviewReminders(
  work: Work,
  deps: ReminderDeps,
  bookingId: number,
  correlationId: string,
): Promise<void> {
  for (const about of ['issue', 'return'] as const)
    await endReminders(work, deps, await lockReminders(work.tx, bookingId, about), correlationId);
}

/** `reminders`: all of one booking and kind of handover, locked. */
export async function endReminders(
  work: Work,
  deps: ReminderDeps,
  reminders: readonly Reminder[],
  correlationId: string,
): Promise<void> {
  const endedAt = deps.clock.now();
  const over: string[] = [];
  const open = reminders.filter((one) => one.endedAt === null);
  for (const reminder of open) {
    const { state } = await handoverState(work.tx, handoverOf(reminder));
    if (state.is !== 'awaited') over.push(reminder.id);
  }
  if (over.length === 0) return;
  await work.tx.reminder.updateMany({
    where: { id: { in: over } },
    data: { endedAt, dueAt: null, digest: null },
  });
  const ended = reminders.map((one) =>
    over.includes(one.id) ? { ...one, endedAt, dueAt: null, digest: null } : one,
  );
  await showReminders(work, deps, ended, { correlationId });
}
