import { GrammyError, type Api } from 'grammy';
import { noteOwnMessage, type TopicRef } from '../../domain/posts/index.js';
import type { Logger } from '../../platform/log/index.js';
import type { PrismaClient } from '../../platform/prisma/index.js';
import { isNotModified } from './errors.js';
import { remember } from './remember.js';

export interface Topics {
  /** The topic's thread, made now when there is none; renamed when its name has changed. */
  ensure(chatId: bigint, topic: TopicRef): Promise<bigint>;
  /** It was deleted by somebody: the next `ensure` makes it anew, and its cards are sent again. */
  forget(chatId: bigint, key: string): Promise<void>;
  /** False when there is nothing to reopen. */
  reopen(chatId: bigint, key: string): Promise<boolean>;
}

/**
 * Telegram can neither list nor find topics, so the table is all there is to know. Everything of one group goes
 * through one lane, so two processes never make the same topic twice.
 */
export function createTopics(api: Api, prisma: PrismaClient, log: Logger): Topics {
  return {
    async ensure(chatId, { key, name }) {
      const where = { chatId_key: { chatId, key } };
      const known = await prisma.topic.findUnique({ where });
      if (known === null) {
        const made = await api.createForumTopic(Number(chatId), name);
        const threadId = BigInt(made.message_thread_id);
        // A topic is called by the number of the message that opened it.
        await remember(
          () =>
            prisma.$transaction([
              prisma.topic.upsert({
                where,
                create: { chatId, key, threadId, name },
                update: { threadId, name },
              }),
              noteOwnMessage(prisma, chatId, threadId),
            ]),
          { log },
        );
        return threadId;
      }
      if (known.name !== name) {
        await rename(api, chatId, known.threadId, name);
        await prisma.topic.update({ where, data: { name } });
      }
      return known.threadId;
    },
    async forget(chatId, key) {
      const topic = await prisma.topic.findUnique({ where: { chatId_key: { chatId, key } } });
      if (topic === null) return;
      await prisma.$transaction([
        prisma.card.deleteMany({ where: { chatId, threadId: topic.threadId } }),
        prisma.topic.delete({ where: { chatId_key: { chatId, key } } }),
      ]);
    },
    async reopen(chatId, key) {
      const topic = await prisma.topic.findUnique({ where: { chatId_key: { chatId, key } } });
      if (topic === null) return false;
      try {
        await api.reopenForumTopic(Number(chatId), Number(topic.threadId));
      } catch (error) {
        if (!isNotModified(error)) throw error;
      }
      return true;
    },
  };
}

/** A name is a convenience: without the right to change it the message goes out all the same. */
async function rename(api: Api, chatId: bigint, threadId: bigint, name: string): Promise<void> {
  try {
    await api.editForumTopic(Number(chatId), Number(threadId), { name });
  } catch (error) {
    if (isNotModified(error)) return;
    if (!(error instanceof GrammyError) || !/not enough rights/i.test(error.description)) throw error;
  }
}
