import { Composer } from 'grammy';
import { may } from '../../../domain/staff/index.js';
import { html } from '../../../kernel/html.js';
import type { BotContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';
import { chatOfMessage, tellInTopic } from './topic.js';

/** A text that was changed after it went to a client, who has it as it was: whoever changed it is told, once a message. */
export function editedReplies(deps: BotDeps): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  composer.chatType('supergroup').on('edited_message:text', async (ctx, next) => {
    const { editedMessage: message, person } = ctx;
    const chat = await chatOfMessage(message, deps);
    if (chat === null || person === null) return next();
    const wentOut = !message.text.startsWith('/') && message.via_bot === undefined;
    if (!wentOut || !may(person, 'chat.answer', chat.branch)) return;
    await tellInTopic(
      ctx,
      chat,
      `chat-edited:${message.chat.id}:${message.message_id}`,
      html`${ctx.t('chat-edited')}`,
      deps,
    );
  });
  return composer;
}
