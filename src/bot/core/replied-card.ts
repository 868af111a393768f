import type { Prisma } from '../../platform/prisma/index.js';
import type { BotContext } from './context.js';

/** The key of the card of ours that the message replies to; null when it replies to nothing, or to something else. */
export async function keyOfRepliedCard(
  ctx: BotContext,
  prisma: Prisma.TransactionClient,
): Promise<string | null> {
  const replied = ctx.message?.reply_to_message;
  if (replied?.from?.id !== ctx.me.id || ctx.chat === undefined) return null;
  const card = await prisma.card.findFirst({
    where: { chatId: BigInt(ctx.chat.id), messageIds: { has: BigInt(replied.message_id) } },
    select: { key: true },
  });
  return card?.key ?? null;
}
