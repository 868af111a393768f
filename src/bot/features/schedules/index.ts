import { Composer } from 'grammy';
import { decodeCallback } from '../../../domain/posts/index.js';
import type { BotContext, StaffContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';
import { pressSchedules, showSchedules } from './list.js';
import { pressSchedule } from './press.js';

export { changeConversation, RESCHEDULE } from './change.js';
export type { SchedulesDeps } from './deps.js';
export { showSchedules } from './list.js';

/** `/schedules` in private and the buttons of its list and cards, for admins. Stands behind its conversation. */
export function staffSchedules(deps: BotDeps): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  composer
    .chatType('private')
    .filter((ctx) => ctx.person !== null)
    .command('schedules', async (ctx) => {
      await ctx.conversation.exitAll();
      await showSchedules(ctx as unknown as StaffContext, deps);
    });
  composer.on('callback_query:data', async (ctx, next) => {
    const callback = decodeCallback(ctx.callbackQuery.data);
    const staff = ctx as unknown as StaffContext;
    if (callback?.action === 'schedules') return pressSchedules(staff, callback.page, deps);
    if (callback?.action === 'schedule') return pressSchedule(staff, callback, deps);
    return next();
  });
  return composer;
}
