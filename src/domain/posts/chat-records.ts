import type { Prisma } from '../../platform/prisma/index.js';

/** Ids from here downwards are supergroups' and channels'; those above are people's and basic groups'. */
const FIRST_SUPERGROUP = -1_000_000_000_000n;

/**
 * Whether messages are numbered by chat, one after the other. In private chats and basic groups the number is one of
 * everything that the bot sees anywhere.
 */
export function hasOwnNumbering(chatId: bigint): boolean {
  return chatId < FIRST_SUPERGROUP;
}

/**
 * Remembers a message of the bot's own. Whoever looks for one whose sending was never answered looks above the newest
 * that is known, so every one that is sent into a group has to be told. It works: the chat is there.
 */
export function noteOwnMessage(
  db: Prisma.TransactionClient,
  chatId: bigint,
  messageId: bigint,
): Prisma.PrismaPromise<number> {
  return db.$executeRaw`
    insert into telegram_chats as c (chat_id, state, newest_own, updated_at)
    values (${chatId}, 'active', ${messageId}, now())
    on conflict (chat_id) do update
      set newest_own = greatest(c.newest_own, excluded.newest_own), state = 'active', updated_at = now()`;
}

/** Something came from this chat: a bot that was blocked or thrown out is let in again. */
export async function markChatActive(db: Prisma.TransactionClient, chatId: bigint): Promise<void> {
  await db.telegramChat.updateMany({
    where: { chatId, state: { not: 'active' } },
    data: { state: 'active' },
  });
}
