import { acknowledgeReminder, findReminder } from '../../../domain/bookings/index.js';
import type { StaffContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';
import type { Feature } from '../../core/feature.js';
import { allowed } from '../../core/gate.js';

export function remindersFeature(deps: BotDeps): Feature {
  return {
    presses: {
      'reminder.seen': {
        permission: 'reminder.acknowledge',
        handle: (ctx, { reminderId }) => pressSeen(ctx, reminderId, deps),
      },
    },
  };
}

/** "Seen": the reminder is written down as acknowledged, by the person to whom it was sent. */
async function pressSeen(ctx: StaffContext, reminderId: string, deps: BotDeps): Promise<void> {
  const reminder = await findReminder(deps.prisma, reminderId);
  if (reminder === null) {
    ctx.toast = { text: ctx.t('stale-button'), alert: true };
    return;
  }
  if (!allowed(ctx, 'reminder.acknowledge', reminder.branch ?? undefined)) return;
  if (reminder.staffId !== ctx.person.telegramId) {
    ctx.toast = { text: ctx.t('refused'), alert: true };
    return;
  }
  const first = await ctx.scope.commit((work) => acknowledgeReminder(work.tx, reminder.id, deps.clock.now()));
  ctx.toast = { text: ctx.t(first ? 'reminder-seen' : 'reminder-seen-before') };
}
