import type { CompanyFacts } from '../../domain/company/index.js';
import type { Destination } from '../../domain/posts/index.js';
import { IntegrationError } from '../../kernel/errors.js';
import type { PrismaClient } from '../../platform/prisma/index.js';

export interface Chats {
  /**
   * The chat's id of today. Throws `telegram.unknown_branch`, and `telegram.chat_gone` for a chat that shut us out, until
   * an update comes from it again.
   */
  resolve(to: Destination): Promise<bigint>;
  migrate(from: bigint, to: bigint): Promise<void>;
  markGone(chatId: bigint): Promise<void>;
}

/** Which chat a destination is now: branches by the company file, and where migrated groups have gone. */
export function createChats(prisma: PrismaClient, company: CompanyFacts): Chats {
  return {
    async resolve(to) {
      const first = 'branch' in to ? company.branches[to.branch]?.chatId : BigInt(to.chatId);
      if (first === undefined)
        throw new IntegrationError('telegram.unknown_branch', {
          retryable: false,
          reached: 'no',
          message: `the company file has no such branch: ${'branch' in to ? to.branch : ''}`,
        });
      const known = await prisma.telegramChat.findUnique({ where: { chatId: first } });
      const moved = known?.migratedTo ?? null;
      const chat =
        moved === null ? known : await prisma.telegramChat.findUnique({ where: { chatId: moved } });
      const chatId = moved ?? first;
      if (chat?.state === 'gone')
        throw new IntegrationError('telegram.chat_gone', {
          retryable: false,
          reached: 'no',
          message: `chat ${String(chatId)} has blocked or removed the bot; nothing is sent there until it is let in again`,
        });
      return chatId;
    },
    async migrate(from, to) {
      await prisma.$transaction([
        prisma.telegramChat.updateMany({ where: { migratedTo: from }, data: { migratedTo: to } }),
        prisma.telegramChat.upsert({
          where: { chatId: from },
          create: { chatId: from, state: 'active', migratedTo: to },
          update: { migratedTo: to },
        }),
        // Topics and messages do not move with a group that becomes another chat.
        prisma.topic.deleteMany({ where: { chatId: from } }),
        prisma.card.deleteMany({ where: { chatId: from } }),
      ]);
    },
    async markGone(chatId) {
      await prisma.telegramChat.upsert({
        where: { chatId },
        create: { chatId, state: 'gone' },
        update: { state: 'gone' },
      });
    },
  };
}
