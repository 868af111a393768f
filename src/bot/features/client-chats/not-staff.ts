import { Composer } from 'grammy';
import { html } from '../../../kernel/html.js';
import type { BotContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';
import { chatOfMessage, NOTE, tellInTopic } from './topic.js';

/**
 * A text in a client's topic of somebody whom the bot does not know, as it is with an administrator who writes
 * anonymously: it goes to nobody, and that is said, or they would wait for an answer.
 */
export function textsOfOthers(deps: BotDeps): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  composer.chatType('supergroup').on('message:text', async (ctx, next) => {
    const { message, person } = ctx;
    if (person !== null || message.text.startsWith(NOTE)) return next();
    const chat = await chatOfMessage(message, deps);
    if (chat === null) return next();
    const t = deps.texts.in(deps.company.language);
    await tellInTopic(ctx, chat, `chat-not-staff:${message.message_id}`, html`${t('chat-not-staff')}`, deps);
  });
  return composer;
}
