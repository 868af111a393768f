import type { Work } from '../../engine/jobs/index.js';
import { newCorrelationId } from '../../kernel/ids.js';
import type { Prisma } from '../../platform/prisma/index.js';
import { audit } from '../audit/index.js';
import { may, type StaffMember } from '../staff/index.js';
import type { ChatDeps } from './deps.js';
import { enqueueSend } from './sending.js';
import { showMessages } from './show.js';
import { chatSubject, lockChat, newestIncoming } from './store.js';

/** Characters that one message to a client may have. */
export const ANSWER_LIMIT = 4_096;

export interface NewAnswer {
  chatId: string;
  by: StaffMember;
  /** Not needed with `suggestedBy`. */
  text?: string | undefined;
  /** The client's message whose suggested reply it is: that is the text. */
  suggestedBy?: string | undefined;
  /** A new one when absent. */
  correlationId?: string | undefined;
}

/** `twice`: somebody has sent the suggested reply already; `empty`: there is nothing to send, or no suggestion any more. */
export type AnswerOutcome =
  { outcome: 'sending'; messageId: string } | { outcome: 'refused' | 'unknown' | 'twice' | 'empty' | 'long' };

/**
 * Answers a client: the reply is stored, shown and on its way. Whoever answers has the chat, when nobody had it; a chat
 * that was closed or snoozed is open again.
 */
export async function answerChat(work: Work, deps: ChatDeps, answer: NewAnswer): Promise<AnswerOutcome> {
  const { tx } = work;
  const { chatId, by, suggestedBy, correlationId = newCorrelationId() } = answer;
  const known = await lockChat(tx, chatId);
  if (known === null) return { outcome: 'unknown' };
  if (!may(by, 'chat.answer', known.branch)) return { outcome: 'refused' };
  const wording =
    suggestedBy === undefined ? (answer.text ?? '') : await suggestionOf(tx, chatId, suggestedBy);
  if (typeof wording !== 'string') return wording;
  const text = wording.trim();
  if (text === '') return { outcome: 'empty' };
  if (text.length > ANSWER_LIMIT) return { outcome: 'long' };

  const at = deps.clock.now();
  const chat = await tx.clientChat.update({
    where: { id: chatId },
    data: {
      ...{ state: 'open', snoozedUntil: null, closedAt: null, closedBy: null, waitingSince: null },
      assigneeId: known.assigneeId ?? by.telegramId,
    },
  });
  const message = await tx.clientMessage.create({
    data: {
      ...{ chatId, direction: 'out', state: 'sending', at, text },
      ...{ authorId: by.telegramId, suggestedBy: suggestedBy ?? null },
    },
  });
  await audit(tx, {
    ...{ actor: by.telegramId, action: 'client_chat.answered', subject: chatSubject(chatId) },
    details: { message: message.id, ...(suggestedBy !== undefined && { suggestedBy }) },
  });
  const newest = await newestIncoming(tx, chatId);
  const shown = newest === null ? [message] : [newest, message];
  await showMessages(work, deps, chat, shown, { correlationId });
  await enqueueSend(work, message, correlationId);
  return { outcome: 'sending', messageId: message.id };
}

/** The suggested reply to one of the chat's messages, or why it cannot be sent. */
async function suggestionOf(
  tx: Prisma.TransactionClient,
  chatId: string,
  id: string,
): Promise<string | { outcome: 'unknown' | 'twice' }> {
  const message = await tx.clientMessage.findFirst({ where: { id, chatId, direction: 'in' } });
  if (message === null) return { outcome: 'unknown' };
  const sent = await tx.clientMessage.count({ where: { suggestedBy: id } });
  return sent > 0 ? { outcome: 'twice' } : (message.suggestion ?? '');
}
