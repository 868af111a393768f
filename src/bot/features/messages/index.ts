import { Composer } from 'grammy';
import type { BotContext, StaffContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';
import { takeMessage } from '../checklist/index.js';

/** What is left: messages for a checklist, commands that nobody knows, buttons that nobody knows any more. */
export function staffMessages(deps: BotDeps): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  composer.on('callback_query', (ctx) => {
    ctx.scope.log.warn(
      { data: ctx.callbackQuery.data?.slice(0, 64) },
      'a button that nobody knows was pressed',
    );
    ctx.toast = { text: ctx.t('stale-button'), alert: true };
  });
  composer.chatType('private').on('message', async (ctx) => {
    const unknownCommand = ctx.message.text?.startsWith('/') === true;
    if (unknownCommand) {
      ctx.scope.log.info('an unknown command');
      await ctx.reply(ctx.t('unknown-command'));
      return;
    }
    if (await takeMessage(ctx as unknown as StaffContext, deps)) return;
    await ctx.reply(ctx.t(ctx.message.photo === undefined ? 'message-unclear' : 'photo-without-checklist'));
  });
  return composer;
}
