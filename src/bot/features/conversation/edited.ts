import { Composer } from 'grammy';
import { activeChecklistId } from '../../../domain/checklists/index.js';
import type { BotContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';

/**
 * A text that was changed after it was sent. It has been taken as it was: who is walking a checklist, or is asked
 * something just now, is told so, and how to go back; otherwise there is nothing to say.
 */
export function editedMessages(deps: BotDeps): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  composer.chatType('private').on('edited_message:text', async (ctx) => {
    const id = await activeChecklistId(deps.prisma, BigInt(ctx.from.id), BigInt(ctx.chat.id));
    const checklist = id === null ? null : await deps.prisma.checklist.findUnique({ where: { id } });
    const { date, text, message_id } = ctx.editedMessage;
    // Telegram's time has whole seconds.
    const began = Math.floor((checklist?.startedAt.getTime() ?? Infinity) / 1_000);
    const isAsked = Object.keys(ctx.conversation.active()).length > 0;
    if ((date < began && !isAsked) || text.startsWith('/')) return;
    await ctx.reply(ctx.t(isAsked ? 'edit-send-anew' : 'edit-changes-nothing'), {
      reply_parameters: { message_id },
    });
  });
  return composer;
}
