import { noteOwnMessage } from '../../domain/posts/index.js';
import { insist } from '../../engine/outbox/index.js';
import { IntegrationError } from '../../kernel/errors.js';
import type { Logger } from '../../platform/log/index.js';
import type { PrismaClient } from '../../platform/prisma/index.js';

/** Longer than a database needs to start again after a crash; the lane is held meanwhile. */
const INSIST_FOR_MS = 60_000;

/**
 * Stores what Telegram has just taken, again and again while the database is away: sent and not stored it would be sent
 * once more. `store` must be safe to repeat. Throws `telegram.unstored` after a minute; the message is then looked for
 * like one whose answer was lost.
 */
export async function remember<Result>(
  store: () => Promise<Result>,
  { log }: { log: Logger },
): Promise<Result> {
  const until = performance.now() + INSIST_FOR_MS;
  try {
    return await insist(store, { log, isOver: () => performance.now() >= until });
  } catch (cause) {
    throw new IntegrationError('telegram.unstored', { retryable: true, reached: 'unknown', cause });
  }
}

/** Remembers which messages show what stands under this key. */
export async function rememberCard(
  deps: { log: Logger; prisma: PrismaClient },
  key: string,
  place: {
    chatId: bigint;
    threadId: bigint | null;
    messageIds: bigint[];
    contentHash: string;
    readAt?: bigint;
  },
): Promise<void> {
  const { prisma } = deps;
  const newest = place.messageIds.reduce((one, other) => (one > other ? one : other));
  await remember(
    () =>
      prisma.$transaction([
        // The first try may have been stored although its answer was lost.
        prisma.card.upsert({ where: { key }, create: { key, ...place }, update: place }),
        noteOwnMessage(prisma, place.chatId, newest),
      ]),
    deps,
  );
}
