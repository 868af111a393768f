import type { CallbackOf } from '../../../domain/posts/index.js';
import {
  acknowledgeDigest,
  acknowledgeReminder,
  findReminder,
  snoozeReminder,
  type ReminderOutcome,
} from '../../../domain/reminders/index.js';
import { peopleOf } from '../../../domain/staff/index.js';
import type { Work } from '../../../engine/jobs/index.js';
import { formatMoment, formatTime } from '../../../platform/i18n/index.js';
import type { Reminder } from '../../../platform/prisma/index.js';
import type { StaffContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';
import { allowed } from '../../core/gate.js';
import { emitDigest } from './digest.js';

/** "Seen": nobody else is asked any more. */
export async function pressSeen(
  ctx: StaffContext,
  { reminderId }: CallbackOf<'reminder.seen'>,
  deps: BotDeps,
): Promise<void> {
  await answer(ctx, reminderId, deps, (work, press) => acknowledgeReminder(work, deps, press));
}

export async function pressSnooze(
  ctx: StaffContext,
  { reminderId, until }: CallbackOf<'reminder.snooze'>,
  deps: BotDeps,
): Promise<void> {
  await answer(ctx, reminderId, deps, (work, press) => snoozeReminder(work, deps, press, until));
}

/** "Seen" under the morning message. */
export async function pressDigest(
  ctx: StaffContext,
  { day }: CallbackOf<'reminder.digest'>,
  deps: BotDeps,
): Promise<void> {
  const { correlationId } = ctx.scope;
  const seen = await ctx.scope.commit(async (work) => {
    const count = await acknowledgeDigest(work, deps, { by: ctx.person, day, correlationId });
    await emitDigest(work, deps, ctx.person, day, { correlationId, isNew: false });
    return count;
  });
  ctx.toast = { text: ctx.t('digest-seen', { count: seen }) };
}

type Answer = (
  work: Work,
  press: { reminder: Reminder; by: StaffContext['person']; correlationId: string },
) => Promise<ReminderOutcome>;

/**
 * Only by the person to whom it was sent, while they may in the booking's branch: the button stays with them when they are
 * moved to another. What came of it is said by a toast, and shows on the card.
 */
async function answer(ctx: StaffContext, reminderId: string, deps: BotDeps, write: Answer): Promise<void> {
  const reminder = await findReminder(deps.prisma, reminderId);
  if (reminder === null) {
    ctx.toast = { text: ctx.t('stale-button'), alert: true };
    return;
  }
  const { person, scope } = ctx;
  if (reminder.staffId !== person.telegramId) {
    ctx.toast = { text: ctx.t('reminder-of-another'), alert: true };
    return;
  }
  const booking = await deps.prisma.booking.findUnique({
    where: { id: reminder.bookingId },
    select: { branch: true },
  });
  // Of a booking that is gone nothing can be answered: that is what they are told then.
  if (booking !== null && !allowed(ctx, 'reminder.acknowledge', booking.branch)) return;
  const { correlationId } = scope;
  ctx.toast = await scope.commit(async (work) =>
    toastOf(ctx, await write(work, { reminder, by: person, correlationId }), work, deps),
  );
}

async function toastOf(
  { t, language }: StaffContext,
  result: ReminderOutcome,
  work: Work,
  deps: BotDeps,
): Promise<{ text: string; alert?: boolean }> {
  const { timezone } = deps.company;
  switch (result.outcome) {
    case 'done':
      if (result.until === undefined) return { text: t('reminder-seen') };
      return { text: t('reminder-is-snoozed', { at: formatMoment(result.until, timezone, language) }) };
    case 'before': {
      const [by] = result.by === null ? [] : await peopleOf(work.tx, [result.by]);
      const at = formatTime(result.at, timezone, language);
      return { text: t('reminder-was-seen', { name: by?.name ?? '—', at }), alert: true };
    }
    case 'late':
      return { text: t('reminder-too-late'), alert: true };
    case 'ended':
      return { text: t('reminder-ended'), alert: true };
  }
}
