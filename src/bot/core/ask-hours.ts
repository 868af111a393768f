import type { Conversation } from '@grammyjs/conversations';
import type { Context } from 'grammy';
import { readHours, type Hours } from '../../domain/staff/index.js';
import type { Translate } from '../../platform/i18n/index.js';
import type { BotContext } from './context.js';

/**
 * Asks for working hours until they are some. Anything but text ends the dialogue and goes its usual way. `answer` is
 * where to say what has become of it.
 */
export async function askHours(
  conversation: Conversation<BotContext>,
  ctx: Context,
  question: string,
  t: Translate,
): Promise<{ hours: Hours; answer: Context }> {
  await ctx.reply(question);
  for (;;) {
    const answer = await conversation.wait();
    const text = answer.message?.text;
    if (text === undefined || text.startsWith('/')) return conversation.halt({ next: true });
    const hours = readHours(text);
    if (hours !== null) return { hours, answer };
    await answer.reply(t('hours-fault'));
  }
}
