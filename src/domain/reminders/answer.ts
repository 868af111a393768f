import type { Work } from '../../engine/jobs/index.js';
import type { Reminder } from '../../platform/prisma/index.js';
import { audit } from '../audit/index.js';
import type { StaffMember } from '../staff/index.js';
import { localDate } from './arrival.js';
import type { ReminderDeps } from './deps.js';
import { handoverState } from './handover-state.js';
import { handoverOf } from './notice.js';
import { showReminders } from './show.js';
import { snoozeEnd, snoozesFor, type Snooze } from './snooze.js';
import { lockReminders, newestOfEach } from './store.js';
import { endReminders } from './review.js';
import { planDigest, planReminder } from './timers.js';

/** `ended`: there is nothing to remind of any more; `late`: it would come after the handover. */
export type ReminderOutcome =
  | { outcome: 'done'; reminder: Reminder; until?: Date }
  | { outcome: 'before'; by: bigint | null; at: Date }
  | { outcome: 'ended' | 'late' };

interface Press {
  reminder: Reminder;
  by: StaffMember;
  correlationId: string;
}

/**
 * Somebody has seen it: nobody else is asked any more, whoever was told by whichever notice. The first counts.
 */
export async function acknowledgeReminder(
  work: Work,
  deps: ReminderDeps,
  { reminder, by, correlationId }: Press,
): Promise<ReminderOutcome> {
  const { bookingId, about } = reminder;
  const ready = await readyToAnswer(work, deps, reminder, correlationId);
  if ('outcome' in ready) return ready;
  const at = deps.clock.now();
  await work.tx.reminder.updateMany({
    where: { bookingId, about, acknowledgedAt: null, endedAt: null },
    data: { acknowledgedAt: at, acknowledgedBy: by.telegramId, dueAt: null, digest: null },
  });
  const details = { bookingId, about, notice: reminder.notice };
  await audit(work.tx, {
    actor: by.telegramId,
    action: 'reminder.acknowledged',
    subject: `booking:${bookingId}`,
    details,
  });
  const all = await lockReminders(work.tx, bookingId, about);
  await showReminders(work, deps, all, { correlationId });
  return { outcome: 'done', reminder };
}

/** For the person who asked for it; as long as it lasts nobody above is told. */
export async function snoozeReminder(
  work: Work,
  deps: ReminderDeps,
  { reminder, by, correlationId }: Press,
  snooze: Snooze,
): Promise<ReminderOutcome> {
  const ready = await readyToAnswer(work, deps, reminder, correlationId);
  if ('outcome' in ready) return ready;
  const { mine } = ready;
  const { company } = deps;
  const now = deps.clock.now();
  if (!snoozesFor(by, handoverOf(mine).at, now, company).includes(snooze)) return { outcome: 'late' };
  const until = snoozeEnd(snooze, by, now, company);
  const { id, bookingId, about, staffId } = mine;
  const day = snooze === 'tomorrow' ? localDate(until, company.timezone) : null;
  await work.tx.reminder.update({ where: { id }, data: { dueAt: until, digest: day } });
  if (day === null) await planReminder(work, id, until, correlationId);
  else await planDigest(work, { staffId, day, at: until, correlationId });
  await audit(work.tx, {
    actor: by.telegramId,
    action: 'reminder.snoozed',
    subject: `booking:${bookingId}`,
    details: { about, notice: mine.notice, until: until.toISOString() },
  });
  const all = await lockReminders(work.tx, bookingId, about);
  await showReminders(work, deps, all, { correlationId });
  return { outcome: 'done', reminder: mine, until };
}

/**
 * The one that stands on the person's card now, whichever they pressed, or why it cannot be answered: then the card is
 * shown as things stand.
 */
async function readyToAnswer(
  work: Work,
  deps: ReminderDeps,
  { bookingId, about, staffId }: Reminder,
  correlationId: string,
): Promise<{ mine: Reminder } | Exclude<ReminderOutcome, { outcome: 'done' }>> {
  const all = await lockReminders(work.tx, bookingId, about);
  const mine = newestOfEach(all).find((one) => one.staffId === staffId);
  if (mine === undefined) return { outcome: 'ended' };
  const { state } = await handoverState(work.tx, handoverOf(mine));
  if (state.is !== 'awaited') {
    await endReminders(work, deps, all, correlationId);
    return { outcome: 'ended' };
  }
  if (mine.acknowledgedAt === null) return { mine };
  await showReminders(work, deps, all, { correlationId });
  return { outcome: 'before', by: mine.acknowledgedBy, at: mine.acknowledgedAt };
}
