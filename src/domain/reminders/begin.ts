import type { Work } from '../../engine/jobs/index.js';
import type { ReminderDeps } from './deps.js';
import { handoverState } from './handover-state.js';
import { bringReminders } from './bring.js';
import { handoverOf, type About } from './notice.js';
import { lockReminders } from './store.js';

/** Whom to remind of what. */
export interface NewReminders {
  bookingId: number;
  about: About;
  /** As `writeNotice` makes it. */
  notice: string;
  staffIds: readonly bigint[];
  correlationId: string;
  eventId?: string | undefined;
}

/**
 * Reminds people of a handover, each once a notice. What they were told before and put off does not come again: this
 * notice says the same, later.
 */
export async function beginReminders(work: Work, deps: ReminderDeps, given: NewReminders): Promise<void> {
  const { bookingId, about, notice, staffIds, correlationId, eventId } = given;
  const { state } = await handoverState(work.tx, handoverOf(given));
  if (state.is !== 'awaited') return;
  // The booking was moved away and back, or its checklist given up: what ended then is said again.
  await work.tx.reminder.deleteMany({ where: { bookingId, about, notice, endedAt: { not: null } } });
  const before = await lockReminders(work.tx, bookingId, about);
  const told = before.filter((one) => one.notice === notice).map((one) => one.staffId);
  const fresh = staffIds.filter((id) => !told.includes(id));
  if (fresh.length === 0) return;
  await work.tx.reminder.updateMany({
    where: { bookingId, about, staffId: { in: fresh }, dueAt: { not: null } },
    data: { dueAt: null, digest: null },
  });
  await work.tx.reminder.createMany({
    data: fresh.map((staffId) => ({
      ...{ bookingId, about, notice, staffId },
      createdAt: deps.clock.now(),
      dueAt: deps.clock.now(),
    })),
    skipDuplicates: true,
  });
  const due = await work.tx.reminder.findMany({
    where: { bookingId, about, notice, staffId: { in: fresh } },
    orderBy: { staffId: 'asc' },
  });
  await bringReminders(work, deps, due, { correlationId, eventId });
}
