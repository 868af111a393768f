import { answerChat, findChatOfMessage, retrySending, showChat } from '../../../domain/chats/index.js';
import type { CallbackOf } from '../../../domain/posts/index.js';
import type { StaffContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';
import { allowed } from '../../core/gate.js';

/** "Send the suggestion" on a message of a client, "Try again" on one of ours. */
export async function pressMessage(
  ctx: StaffContext,
  { messageId, verb }: CallbackOf<'chat.message'>,
  deps: BotDeps,
): Promise<void> {
  const { t, scope, person: by } = ctx;
  const { correlationId } = scope;
  const chat = await findChatOfMessage(deps.prisma, messageId);
  if (chat === null) {
    ctx.toast = { text: t('chat-gone'), alert: true };
    return;
  }
  if (!allowed(ctx, 'chat.answer', chat.branch)) return;
  const { outcome } = await scope.commit(async (work) => {
    const done =
      verb === 'suggest'
        ? await answerChat(work, deps, { chatId: chat.id, by, suggestedBy: messageId, correlationId })
        : await retrySending(work, deps, { messageId, by, correlationId });
    if (done.outcome !== 'sending') await showChat(work, deps, chat.id, { correlationId });
    return done;
  });
  const told = {
    sending: t('chat-is-sending'),
    refused: t('refused'),
    unknown: t('chat-gone'),
    twice: t('chat-was-suggested'),
    settled: t('chat-was-settled'),
    empty: t('chat-no-suggestion'),
    long: t('chat-no-suggestion'),
  }[outcome];
  ctx.toast = { text: told, alert: outcome !== 'sending' };
}
