import type { Context, NextFunction, Transformer } from 'grammy';
import { hasOwnNumbering, markChatActive, noteOwnMessage } from '../../domain/posts/index.js';
import type { Logger } from '../../platform/log/index.js';
import type { PrismaClient } from '../../platform/prisma/index.js';

const SENDS = /^(send|copy|forward)/;

/**
 * Remembers what the bot itself sends into groups, besides the outbox: who looks there for a message whose sending was
 * never answered must not take one of these for it. For every `Api` that sends, a conversation's own included.
 */
export function rememberOwnMessages(deps: { prisma: PrismaClient; log: Logger }): Transformer {
  return async (previous, method, payload, signal) => {
    const answer = await previous(method, payload, signal);
    if (!answer.ok || !SENDS.test(method)) return answer;
    const chatId = (payload as { chat_id?: unknown }).chat_id;
    const newest = newestMessage(answer.result);
    if (newest === null || !/^-\d+$/.test(String(chatId)) || !hasOwnNumbering(BigInt(String(chatId))))
      return answer;
    try {
      await noteOwnMessage(deps.prisma, BigInt(String(chatId)), newest);
    } catch (error) {
      // It has been sent: the person who waits for it must not hear that it failed.
      deps.log.error({ err: error, method }, 'a message of the bot in a group could not be remembered');
    }
    return answer;
  };
}

/** A chat from which something comes has let the bot in again, unless it says just now that it throws it out. */
export function reviveChats(deps: { prisma: PrismaClient }) {
  return async (ctx: Context, next: NextFunction): Promise<void> => {
    const membership = ctx.myChatMember?.new_chat_member.status;
    if (ctx.chat !== undefined && membership !== 'kicked' && membership !== 'left')
      await markChatActive(deps.prisma, BigInt(ctx.chat.id));
    await next();
  };
}

function newestMessage(result: unknown): bigint | null {
  const ids = (Array.isArray(result) ? (result as unknown[]) : [result]).map((one) =>
    typeof one === 'object' && one !== null && 'message_id' in one ? Number(one.message_id) : 0,
  );
  const newest = Math.max(0, ...ids);
  return newest === 0 ? null : BigInt(newest);
}
