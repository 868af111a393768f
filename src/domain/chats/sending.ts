import type { Work } from '../../engine/jobs/index.js';
import { shorten } from '../../kernel/html.js';
import { storableText } from '../../kernel/storable.js';
import type { ClientMessage } from '../../platform/prisma/index.js';
import { audit } from '../audit/index.js';
import { may, type StaffMember } from '../staff/index.js';
import type { ChatDeps } from './deps.js';
import { CHAT_SEND, type ChatSend } from './jobs.js';
import { showMessages } from './show.js';
import { chatSubject, lockMessage } from './store.js';

const ERROR_LIMIT = 500;

/** What is to be sent, and where. */
export interface Sending {
  leadId: number;
  source: string | null;
  text: string;
  /** In which the client is written to; null when the text goes as it is: nobody knows it, or the text is a suggestion. */
  language: string | null;
  /** What an earlier attempt made of the text. */
  sentText: string | null;
}

/** The replies of a chat go one after the other. */
export async function enqueueSend(
  work: Work,
  { id, chatId }: Pick<ClientMessage, 'id' | 'chatId'>,
  correlationId: string,
  delayMs?: number,
): Promise<void> {
  const payload: ChatSend = { messageId: id };
  const concurrencyKey = `chat:${chatId}`;
  await work.enqueue({ kind: CHAT_SEND, payload, correlationId, concurrencyKey, priority: 2, delayMs });
}

/**
 * What is to be sent of a message; null when it is not to be sent any more. One that was begun already, by whoever died
 * on the way, may have arrived: it becomes uncertain, for a person to look.
 */
export async function beginSending(
  work: Work,
  deps: ChatDeps,
  messageId: string,
  correlationId: string,
): Promise<Sending | null> {
  const found = await lockMessage(work.tx, messageId);
  if (found?.message.state !== 'sending') return null;
  const { chat, message } = found;
  if (message.begunAt !== null) {
    await settle(work, deps, found, { state: 'uncertain' }, correlationId);
    return null;
  }
  return {
    ...{ leadId: Number(chat.leadId), source: chat.source, text: message.text, sentText: message.sentText },
    language: message.suggestedBy === null ? chat.language : null,
  };
}

/**
 * From now on Umnico may have it; `sentText`: what the client gets, when that is a translation. False: it was begun or
 * settled elsewhere meanwhile, and must not be sent.
 */
export async function markBegun(work: Work, messageId: string, sentText: string | null): Promise<boolean> {
  const found = await lockMessage(work.tx, messageId);
  if (found?.message.state !== 'sending' || found.message.begunAt !== null) return false;
  const begun = await work.tx.$executeRaw`
    update client_messages set begun_at = now(), sent_text = ${sentText} where id = ${messageId}::uuid`;
  return begun === 1;
}

/** It surely did not get there, and is tried again. */
export async function unbegin(work: Work, messageId: string): Promise<void> {
  await work.tx.clientMessage.updateMany({
    where: { id: messageId, state: 'sending' },
    data: { begunAt: null },
  });
}

export interface SendingEnd {
  state: 'sent' | 'failed' | 'uncertain';
  /** Why not, for people to read. */
  error?: string | undefined;
}

/**
 * What became of an attempt. That it was sent is believed also of one given up for lost meanwhile; anything else only while
 * it is being sent. What Umnico has told of stays delivered.
 */
export async function endSending(
  work: Work,
  deps: ChatDeps,
  messageId: string,
  end: SendingEnd,
  correlationId: string,
): Promise<void> {
  const found = await lockMessage(work.tx, messageId);
  if (found?.message.direction !== 'out') return;
  const { state } = found.message;
  const isOpen = state === 'sending' || (end.state === 'sent' && state !== 'delivered');
  if (isOpen) await settle(work, deps, found, end, correlationId);
}

/** Sends again what has failed, or what a person has found not to have arrived. `settled`: it is not so any more. */
export async function retrySending(
  work: Work,
  deps: ChatDeps,
  { messageId, by, correlationId }: { messageId: string; by: StaffMember; correlationId: string },
): Promise<{ outcome: 'sending' | 'refused' | 'unknown' | 'settled' }> {
  const { tx } = work;
  const found = await lockMessage(tx, messageId);
  if (found?.message.direction !== 'out') return { outcome: 'unknown' };
  const { chat, message } = found;
  if (!may(by, 'chat.answer', chat.branch)) return { outcome: 'refused' };
  if (message.state !== 'failed' && message.state !== 'uncertain') return { outcome: 'settled' };
  const again = await tx.clientMessage.update({
    where: { id: messageId },
    data: { state: 'sending', begunAt: null, error: null },
  });
  await audit(tx, {
    ...{ actor: by.telegramId, action: 'client_chat.sent_again', subject: chatSubject(chat.id) },
    details: { message: messageId, was: message.state },
  });
  await showMessages(work, deps, chat, [again], { correlationId });
  await enqueueSend(work, again, correlationId);
  return { outcome: 'sending' };
}

async function settle(
  work: Work,
  deps: ChatDeps,
  { chat, message }: NonNullable<Awaited<ReturnType<typeof lockMessage>>>,
  { state, error }: SendingEnd,
  correlationId: string,
): Promise<void> {
  const settled = await work.tx.clientMessage.update({
    where: { id: message.id },
    data: { state, error: error === undefined ? null : shorten(storableText(error), ERROR_LIMIT) },
  });
  await showMessages(work, deps, chat, [settled], { correlationId });
}
