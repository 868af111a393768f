import { GrammyError } from 'grammy';
import { hasOwnNumbering, noteOwnMessage } from '../../domain/posts/index.js';
import type { DeliveryDeps } from './delivery.js';
import { probeAnswer } from './errors.js';

/** Numbers that were given to messages since deleted leave gaps; after so many there is nothing more. */
const MISSES = 3;
/** What people may have written in the meantime is passed over, up to here. */
const PROBES = 30;

/** How a message that may have arrived is recognised, and how it is sent when it did not. */
export interface NewMessage {
  /** How many messages it is: an album's photos are numbered one after the other. */
  size: number;
  /** An edit to just what is to be sent: Telegram tells by its refusal whose the message is and whether it is the same. */
  probe: (messageId: number) => Promise<unknown>;
  send: () => Promise<number[]>;
}

/**
 * Sends a message; one that may have arrived already is looked for first where that is possible, in chats that number
 * their messages. `units` are the calls that count.
 */
export async function sendNew(
  chatId: bigint,
  message: NewMessage,
  deps: DeliveryDeps,
): Promise<{ messageIds: number[]; units: number }> {
  const looked = deps.uncertain ? await lookFor(chatId, message, deps) : { found: null, probes: 0 };
  if (looked.found !== null) {
    const first = looked.found;
    return { messageIds: Array.from({ length: message.size }, (_, n) => first + n), units: looked.probes };
  }
  const messageIds = await message.send();
  return { messageIds, units: looked.probes + messageIds.length };
}

/** Tries the numbers above the newest message of ours that is known. */
async function lookFor(
  chatId: bigint,
  message: NewMessage,
  { prisma }: DeliveryDeps,
): Promise<{ found: number | null; probes: number }> {
  const nowhere = { found: null, probes: 0 };
  if (!hasOwnNumbering(chatId)) return nowhere;
  const chat = await prisma.telegramChat.findUnique({ where: { chatId } });
  // Without a beginning a message of ours that says something else would be taken for it, and overwritten.
  const newestOwn = chat?.newestOwn ?? null;
  if (newestOwn === null) return nowhere;
  const above = Number(newestOwn);
  let passed = above;
  let misses = 0;
  let probes = 0;
  while (probes < PROBES && misses < MISSES) {
    probes += 1;
    const messageId = above + probes;
    try {
      await message.probe(messageId);
      // All others of ours are known: this one was sent with an earlier state of what it says.
      return { found: messageId, probes };
    } catch (error) {
      const answer = error instanceof GrammyError ? probeAnswer(error) : 'none';
      if (answer === 'same') return { found: messageId, probes };
      if (answer === 'none') {
        // Telegram asks to wait, or is away: the next try goes on from here.
        if (passed > above) await noteOwnMessage(prisma, chatId, BigInt(passed));
        throw error;
      }
      misses = answer === 'missing' ? misses + 1 : 0;
      if (answer === 'other') passed = messageId;
    }
  }
  return { found: null, probes };
}
