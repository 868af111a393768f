import { z } from 'zod';
import {
  ANSWER_LIMIT,
  beginSending,
  CHAT_SEND,
  endSending,
  enqueueSend,
  markBegun,
  readByRules,
  unbegin,
} from '../../../domain/chats/index.js';
import { defineJob, type AnyJobDefinition, type JobContext, type Work } from '../../../engine/jobs/index.js';
import { IntegrationError } from '../../../kernel/errors.js';
import type { ChatReader, ChatSender, ClientChats } from '../../core/client-chats.js';
import type { BotDeps } from '../../core/deps.js';

/** What waits behind an earlier reply of its chat looks again so often, and for so long. */
const LOOK_AGAIN_MS = 1_000;
const BEHIND_FOR_MS = 300_000;

interface Sending {
  messageId: string;
  correlationId: string;
}

/** Brings a reply to its client: once, or not at all when nobody can know whether it arrived. */
export function createSendJob(deps: BotDeps): AnyJobDefinition {
  return defineJob({
    kind: CHAT_SEND,
    payload: z.object({ messageId: z.uuid() }),
    maxAttempts: 6,
    timeoutMs: 90_000,
    waitsOutside: true,
    backoff: { strategy: 'exponential_jitter', baseMs: 1_000, maxMs: 60_000 },
    async handle({ payload, correlationId }, context) {
      const sending = { ...payload, correlationId };
      const { chats } = deps;
      const sender = chats?.sender ?? null;
      if (chats === undefined || sender === null)
        await context.commit((work) => fail(work, sending, 'UMNICO_TOKEN is missing', deps));
      else await sendOnce(sending, { ...chats, sender }, context, deps);
    },
    onDead: ({ payload, correlationId }, error, work) =>
      fail(work, { ...payload, correlationId }, error, deps),
  });
}

async function sendOnce(
  { messageId, correlationId }: Sending,
  { sender, reader, workshop }: ClientChats & { sender: ChatSender },
  { signal, commit }: JobContext,
  deps: BotDeps,
): Promise<void> {
  const chatId = await chatWithEarlier(messageId, deps);
  if (chatId !== null) {
    // Not a failure: that would use up attempts.
    await commit((work) => enqueueSend(work, { id: messageId, chatId }, correlationId, LOOK_AGAIN_MS));
    return;
  }
  const reply = await workshop.transact((work) => beginSending(work, deps, messageId, correlationId));
  if (reply === null) return;
  const { leadId, source, text, language } = reply;
  const translated = reply.sentText ?? (await inLanguage(text, language, reader));
  // From here on Umnico may have it, whatever becomes of this process.
  const isOurs = await workshop.transact((work) => markBegun(work, messageId, translated));
  if (!isOurs) return;
  try {
    const message = { leadId, text: translated ?? text, customId: messageId };
    await sender.send({ ...message, ...(source !== null && { source }) }, signal);
  } catch (error) {
    if (!(error instanceof IntegrationError)) throw error;
    if (error.retryable && isSurelyNotSent(error)) {
      await workshop.transact((work) => unbegin(work, messageId));
      throw error;
    }
    const state = error.retryable || error.reached === 'unknown' ? 'uncertain' : 'failed';
    deps.log.warn({ err: error, correlationId, messageId, state }, 'a reply to a client was not sent');
    await commit((work) => endSending(work, deps, messageId, { state, error: error.message }, correlationId));
    return;
  }
  await commit((work) => endSending(work, deps, messageId, { state: 'sent' }, correlationId));
}

/**
 * The chat of the message when an earlier reply of it is still on its way: a job that waits for its next attempt lets those
 * behind it pass, and a client would read them the wrong way round.
 */
async function chatWithEarlier(messageId: string, { prisma, clock }: BotDeps): Promise<string | null> {
  const message = await prisma.clientMessage.findUnique({ where: { id: messageId } });
  if (message === null) return null;
  const { chatId, number } = message;
  const since = new Date(clock.now().getTime() - BEHIND_FOR_MS);
  const earlier = await prisma.clientMessage.count({
    where: { chatId, state: 'sending', number: { lt: number }, at: { gt: since } },
  });
  return earlier > 0 ? chatId : null;
}

/** It never had a connection, or was turned away for coming too often. */
function isSurelyNotSent({ reached, details }: IntegrationError): boolean {
  return reached === 'no' || details['status'] === 429;
}

/** What an attempt that was lost on the way has begun stays uncertain: only what surely did not go has failed. */
async function fail(
  work: Work,
  { messageId, correlationId }: Sending,
  error: string,
  deps: BotDeps,
): Promise<void> {
  if ((await beginSending(work, deps, messageId, correlationId)) === null) return;
  await endSending(work, deps, messageId, { state: 'failed', error }, correlationId);
}

/** Null: it is in that language or in none, or goes as it was written for want of a translation. */
async function inLanguage(
  text: string,
  language: string | null,
  reader: ChatReader | null,
): Promise<string | null> {
  if (reader === null || language === null || readByRules(text, language).language === language) return null;
  const translation = await reader.translate(text, language);
  return translation === null || translation.length > ANSWER_LIMIT ? null : translation;
}
