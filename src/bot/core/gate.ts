import type { NextFunction } from 'grammy';
import { may, type Permission } from '../../domain/staff/index.js';
import type { BotContext, StaffContext } from './context.js';

/** Whether this person may, in that branch; a press is told so when not. For what a role alone does not decide. */
export function allowed(ctx: StaffContext, permission: Permission, branch?: string): boolean {
  if (may(ctx.person, permission, branch)) return true;
  ctx.scope.log.warn({ permission, branch, role: ctx.person.role }, 'refused');
  ctx.toast = { text: ctx.t('refused'), alert: true };
  return false;
}

/** Says that this is not theirs to do: to a press by an alert, to a command by a message. */
export async function refuse(ctx: StaffContext): Promise<void> {
  ctx.scope.log.warn({ role: ctx.person.role }, 'refused');
  if (ctx.callbackQuery !== undefined) ctx.toast = { text: ctx.t('refused'), alert: true };
  else await ctx.reply(ctx.t('refused'));
}

/** Behind it are only people who work here. A stranger gets one polite line in private, and silence in groups. */
export async function staffOnly(ctx: BotContext, next: NextFunction): Promise<void> {
  if (ctx.person !== null) return next();
  if (ctx.callbackQuery !== undefined) {
    ctx.toast = { text: ctx.t('refused'), alert: true };
    return;
  }
  if (ctx.chat?.type === 'private' && ctx.message !== undefined) await ctx.reply(ctx.t('stranger'));
}
