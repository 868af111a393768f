import type { Work } from '../../engine/jobs/index.js';
import type { Prisma } from '../../platform/prisma/index.js';
import type { ChatDeps } from './deps.js';
import type { Reading } from './reading.js';
import { languageByLetters } from './rules.js';
import { showMessages } from './show.js';
import { lastMessages, lockMessage } from './store.js';

/** How many messages before it a model is told. */
const RECENT = 5;

/**
 * What a model is to be given of a message; null when the message is not read by rules any more, or has no text.
 * `recent`: what both sides said before, oldest first.
 */
export async function messageToRead(
  tx: Prisma.TransactionClient,
  messageId: string,
): Promise<{ text: string; name: string | null; recent: readonly string[] } | null> {
  const message = await tx.clientMessage.findUnique({ where: { id: messageId }, include: { chat: true } });
  if (message?.readBy !== 'rules' || message.text.trim() === '') return null;
  const { chatId, number, text, chat } = message;
  const before = await lastMessages(tx, { chatId, number: { lt: number } }, RECENT);
  const recent = before
    .filter((one) => one.text !== '')
    .map((one) => `${one.direction === 'in' ? 'client' : 'company'}: ${one.text}`);
  return { text, name: chat.name, recent };
}

/** Puts what a model made of a client's message in the place of what the rules did. */
export async function storeReading(
  work: Work,
  deps: ChatDeps,
  messageId: string,
  reading: Reading,
  correlationId: string,
): Promise<void> {
  const { tx } = work;
  const found = await lockMessage(tx, messageId);
  if (found?.message.readBy !== 'rules') return;
  const { by, ...facts } = reading;
  const message = await tx.clientMessage.update({ where: { id: messageId }, data: { ...facts, readBy: by } });
  const { chatId, number, text } = message;
  const laterRead = await tx.clientMessage.count({
    where: { chatId, direction: 'in', number: { gt: number }, readBy: 'llm' },
  });
  const saysLanguage = laterRead === 0 && languageByLetters(text) !== null;
  const chat = saysLanguage
    ? await tx.clientChat.update({ where: { id: chatId }, data: { language: reading.language } })
    : found.chat;
  await showMessages(work, deps, chat, [message], { correlationId });
}
