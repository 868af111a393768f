import type { Work } from '../../engine/jobs/index.js';
import type { ClientMessage, Prisma } from '../../platform/prisma/index.js';
import type { ChatDeps } from './deps.js';
import { followIncoming } from './follow-incoming.js';
import { openChat, type IncomingEvent, type SentEvent } from './open.js';
import { showMessages } from './show.js';
import { lockMessage } from './store.js';

/**
 * Takes in what Umnico tells of a chat: a client's message, or what became of one that was written to a client. Told
 * again, it changes nothing.
 */
export async function followClientChat(
  work: Work,
  deps: ChatDeps,
  event: IncomingEvent | SentEvent,
): Promise<void> {
  if (event.type === 'umnico.message.incoming') {
    await followIncoming(work, deps, event);
    return;
  }
  const isOurs = await deliverOurs(work, deps, event);
  if (!isOurs) await followForeign(work, deps, event);
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Umnico names the message that we sent: the client has it, whatever was thought of it before. */
async function deliverOurs(work: Work, deps: ChatDeps, event: SentEvent): Promise<boolean> {
  const { tx } = work;
  const { custom_id = '', message_id: outsideId } = event.payload;
  const found = UUID.test(custom_id) ? await lockMessage(tx, custom_id) : null;
  if (found?.message.direction !== 'out') return false;
  const { chat, message } = found;
  if (message.state === 'delivered') return true;
  const delivered = await tx.clientMessage.update({
    where: { id: message.id },
    data: {
      ...{ state: 'delivered', error: null },
      ...(!(await isKnown(tx, chat.id, outsideId)) && { outsideId }),
    },
  });
  await endWaiting(tx, delivered);
  await showMessages(work, deps, chat, [delivered], event);
  return true;
}

/** Somebody wrote it in Umnico itself. */
async function followForeign(work: Work, deps: ChatDeps, event: SentEvent): Promise<void> {
  const { tx } = work;
  const { payload } = event;
  const chat = await openChat(work, deps, payload);
  if (await isKnown(tx, chat.id, payload.message_id)) return;
  const written = await tx.clientMessage.create({
    data: {
      ...{ chatId: chat.id, direction: 'out', state: 'delivered' },
      ...{ outsideId: payload.message_id, at: new Date(payload.at) },
      ...{ text: payload.text, attachments: payload.attachments },
    },
  });
  await endWaiting(tx, written);
  await showMessages(work, deps, chat, [written], event);
}

async function isKnown(tx: Prisma.TransactionClient, chatId: string, outsideId: string): Promise<boolean> {
  return (await tx.clientMessage.count({ where: { chatId, outsideId } })) > 0;
}

/** Whoever wrote before this has an answer now. */
async function endWaiting(tx: Prisma.TransactionClient, { chatId, at }: ClientMessage): Promise<void> {
  const later = await tx.clientMessage.count({ where: { chatId, direction: 'in', at: { gt: at } } });
  if (later === 0) await tx.clientChat.update({ where: { id: chatId }, data: { waitingSince: null } });
}
