import type { ConversationData, ConversationStorage, VersionedState } from '@grammyjs/conversations';
import type { Prisma, PrismaClient } from '../../platform/prisma/index.js';
import type { BotContext } from './context.js';

/** Changing a conversation's questions changes this number: who was in the middle is asked from the start. */
const VERSION = 1;

/**
 * Conversations live in the database and belong to a person in a chat and topic: keyed by the chat alone, another
 * person's message would answer the question.
 */
export function conversationStorage(prisma: PrismaClient): ConversationStorage<BotContext, ConversationData> {
  return {
    type: 'key',
    version: VERSION,
    getStorageKey: (ctx) => {
      if (ctx.chatId === undefined || ctx.from === undefined) return undefined;
      return [ctx.chatId, topicOf(ctx) ?? '', ctx.from.id].join(':');
    },
    adapter: {
      async read(key) {
        const row = await prisma.conversationState.findUnique({ where: { key } });
        return (row?.state ?? undefined) as VersionedState<ConversationData> | undefined;
      },
      async write(key, state) {
        const json = state as unknown as Prisma.InputJsonObject;
        await prisma.conversationState.upsert({
          where: { key },
          create: { key, state: json },
          update: { state: json },
        });
      },
      async delete(key) {
        await prisma.conversationState.deleteMany({ where: { key } });
      },
    },
  };
}

/** A thread id counts only in a topic: replies in General carry one that must not be used (integrations.md §8). */
function topicOf(ctx: BotContext): number | undefined {
  const message = ctx.msg;
  return message?.is_topic_message === true ? message.message_thread_id : undefined;
}
