import { findBooking } from '../../../domain/bookings/index.js';
import {
  activeChecklistId,
  loadChecklist,
  startIssue,
  type Start,
} from '../../../domain/checklists/index.js';
import { findMember } from '../../../domain/staff/index.js';
import type { StaffContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';
import { allowed } from '../../core/gate.js';
import { applyToChecklist } from './apply.js';
import { emitChecklistCard } from './card.js';

/** Begins the issue of a booking in the person's private chat, or shows the one that they have begun. */
async function startOrResume(ctx: StaffContext, bookingId: number, deps: BotDeps): Promise<Start> {
  const { person, scope } = ctx;
  return scope.commit(async (work): Promise<Start> => {
    const start = await startIssue(work.tx, { bookingId, staffId: person.telegramId });
    if (start.type === 'started' || start.type === 'resumed') {
      const open = await loadChecklist(work.tx, start.id);
      const seen = ctx.chat?.type === 'private' ? ctx.msg?.message_id : undefined;
      if (open !== null)
        await emitChecklistCard(work, open, deps, { correlationId: scope.correlationId, seen });
    }
    return start;
  });
}

/** The button of a reminder, of the plan or of a readiness card. */
export async function pressIssueStart(ctx: StaffContext, bookingId: number, deps: BotDeps): Promise<void> {
  const view = await findBooking(deps.prisma, bookingId);
  if (view === null) {
    ctx.toast = { text: ctx.t('stale-button'), alert: true };
    return;
  }
  if (!allowed(ctx, 'checklist.walk', view.booking.branch)) return;
  const start = await startOrResume(ctx, bookingId, deps);
  const { t } = ctx;
  const inGroup = ctx.chat?.type !== 'private';
  switch (start.type) {
    case 'started':
      ctx.toast = { text: t(inGroup ? 'checklist-in-private' : 'checklist-started') };
      return;
    case 'resumed':
      ctx.toast = { text: t(inGroup ? 'checklist-in-private' : 'checklist-resumed') };
      return;
    case 'taken': {
      const other = await findMember(deps.prisma, start.by);
      ctx.toast = { text: t('checklist-taken', { name: other?.name ?? '—' }), alert: true };
      return;
    }
    case 'impossible':
      ctx.toast = { text: t('checklist-impossible'), alert: true };
      return;
  }
}

/** Shows the checklist that was left unfinished, after a restart too; says so when there is none and `always`. */
export async function offerUnfinished(ctx: StaffContext, deps: BotDeps, always = false): Promise<void> {
  const chatId = ctx.person.telegramId;
  const id = await activeChecklistId(deps.prisma, ctx.person.telegramId, chatId);
  if (id === null) {
    if (always) await ctx.reply(ctx.t('checklist-none'));
    return;
  }
  await ctx.scope.commit(async (work) => {
    const open = await loadChecklist(work.tx, id);
    if (open === null) return;
    const notice = { key: 'checklist-resumed' };
    await emitChecklistCard(work, open, deps, {
      correlationId: ctx.scope.correlationId,
      below: true,
      notice,
    });
  });
}

/** `/cancel` in the middle of a checklist asks first, on the card. */
export async function cancelChecklist(ctx: StaffContext, checklistId: string, deps: BotDeps): Promise<void> {
  const { correlationId } = ctx.scope;
  const input = { type: 'press' as const, verb: 'cancel', argument: '' };
  const doing = { checklistId, input, correlationId, below: true };
  await ctx.scope.commit((work) => applyToChecklist(work, doing, deps));
}
