import type { Work } from '../../engine/jobs/index.js';
import type { ReminderDeps } from './deps.js';
import { bringReminders } from './bring.js';
import { handoverState } from './handover-state.js';
import { handoverOf } from './notice.js';
import { endReminders } from './review.js';
import { findReminder, lockReminders } from './store.js';
import type { RemindJob } from './timers.js';

/** The end of quiet hours or of a snooze: the reminder comes, if there is still something to remind of. */
export async function remindWhenDue(
  work: Work,
  deps: ReminderDeps,
  { reminderId, at }: RemindJob,
  correlationId: string,
): Promise<void> {
  const known = await findReminder(work.tx, reminderId);
  if (known === null) return;
  const all = await lockReminders(work.tx, known.bookingId, known.about);
  const reminder = all.find((one) => one.id === reminderId);
  if (reminder?.dueAt?.getTime() !== new Date(at).getTime()) return;
  const { state } = await handoverState(work.tx, handoverOf(reminder));
  if (state.is === 'awaited') await bringReminders(work, deps, [reminder], { correlationId });
  else await endReminders(work, deps, all, correlationId);
}
