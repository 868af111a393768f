import type { Work } from '../../engine/jobs/index.js';
import type { Reminder } from '../../platform/prisma/index.js';
import { findMember } from '../staff/index.js';
import { arrivalOf } from './arrival.js';
import type { ReminderDeps } from './deps.js';
import { handoverOf, noticeOf } from './notice.js';
import { showReminders } from './show.js';
import { lockReminders } from './store.js';
import { planDigest, planEscalation, planReminder } from './timers.js';
import { stepsOf } from './ladder.js';

interface Bringing {
  correlationId: string;
  eventId?: string | undefined;
}

/**
 * Brings reminders that are due now to their people, or puts them off until these may be disturbed. All are of one
 * booking and kind of handover.
 */
export async function bringReminders(
  work: Work,
  deps: ReminderDeps,
  due: readonly Reminder[],
  { correlationId, eventId }: Bringing,
): Promise<void> {
  const [first] = due;
  if (first === undefined) return;
  const now = deps.clock.now();
  const arriving = new Map<string, { silent: boolean }>();
  for (const reminder of due) {
    const { id, staffId } = reminder;
    const person = await findMember(work.tx, staffId);
    if (person === null) continue;
    const arrival = arrivalOf(person, handoverOf(reminder).at, now, deps.company);
    if (arrival.how === 'now') {
      arriving.set(id, { silent: arrival.silent });
      await work.tx.reminder.update({ where: { id }, data: { shownAt: now, dueAt: null, digest: null } });
    } else if (arrival.how === 'digest') {
      const { at, day } = arrival;
      await work.tx.reminder.update({ where: { id }, data: { dueAt: at, digest: day } });
      await planDigest(work, { staffId, day, at, correlationId });
    } else {
      await work.tx.reminder.update({ where: { id }, data: { dueAt: arrival.at, digest: null } });
      await planReminder(work, id, arrival.at, correlationId);
    }
  }
  if (arriving.size === 0) return;
  const all = await lockReminders(work.tx, first.bookingId, first.about);
  await showReminders(work, deps, all, { correlationId, eventId, arriving });
  const [step] = stepsOf(deps.company);
  // A day ahead nobody above is troubled: the notice two hours before asks again.
  if (step === undefined || noticeOf(first) === '24h') return;
  const { bookingId, about, notice } = first;
  await planEscalation(work, { bookingId, about, notice }, new Date(now.getTime() + step), correlationId);
}
