import type { Work } from '../../engine/jobs/index.js';
import type { NewEffect } from '../../engine/outbox/index.js';
import type { ClientChat, ClientMessage, Prisma } from '../../platform/prisma/index.js';
import { cardPost, clientTopic } from '../posts/index.js';
import type { ChatDeps } from './deps.js';
import { incomingText, type IncomingShow } from './incoming-card.js';
import { incomingKeyboard } from './incoming-keyboard.js';
import { outgoingKeyboard, outgoingText } from './outgoing-card.js';
import { findChat, newestIncoming } from './store.js';
import { viewChat, type ChatMode, type ChatView } from './view.js';

export interface ChatShowing {
  correlationId: string;
  /** What the card of the client's last message asks besides. */
  mode?: ChatMode | undefined;
  /** Sent again below everything else. */
  below?: boolean | undefined;
  /** The branch that the chat has left: nothing can be pressed there any more. */
  left?: string | undefined;
}

/** The key of the card of a message. A chat that is moved has cards of its own in each branch's group. */
export function messageCardKey(messageId: string, branch: string): string {
  return `chat-message:${messageId}:${branch}`;
}

/** Posts the card of the client's last message, which shows how the chat stands. */
export async function showChat(
  work: Work,
  deps: ChatDeps,
  chatId: string,
  showing: Omit<ChatShowing, 'left'>,
): Promise<void> {
  const chat = await findChat(work.tx, chatId);
  const newest = chat === null ? null : await newestIncoming(work.tx, chatId);
  if (chat !== null && newest !== null) await showMessages(work, deps, chat, [newest], showing);
}

/** Posts the cards of these messages as things stand. */
export async function showMessages(
  work: Work,
  deps: ChatDeps,
  chat: ClientChat,
  messages: readonly ClientMessage[],
  showing: ChatShowing,
): Promise<void> {
  const { tx } = work;
  const view = await viewChat(tx, deps, chat, messages);
  const newest = await newestIncoming(tx, chat.id);
  const sent = await sentSuggestions(tx, messages);
  const { mode = { is: 'plain' }, left } = showing;
  const cards = messages.map((message) =>
    message.direction === 'in'
      ? incomingCard(message, view, showing, {
          mode,
          isNewest: left === undefined && message.id === newest?.id,
          suggests: chat.waitingSince !== null && !sent.has(message.id),
        })
      : outgoingCard(message, view, showing),
  );
  await work.emit(...cards);
}

/** Those of the messages whose suggested reply somebody has sent. */
async function sentSuggestions(
  tx: Prisma.TransactionClient,
  messages: readonly ClientMessage[],
): Promise<ReadonlySet<string | null>> {
  const ids = messages.filter(({ suggestion }) => suggestion !== null).map(({ id }) => id);
  if (ids.length === 0) return new Set();
  const replies = await tx.clientMessage.findMany({
    where: { suggestedBy: { in: ids } },
    select: { suggestedBy: true },
  });
  return new Set(replies.map(({ suggestedBy }) => suggestedBy));
}

function incomingCard(
  message: ClientMessage,
  view: ChatView,
  { correlationId, below, left }: ChatShowing,
  show: IncomingShow,
): NewEffect {
  return cardPost({
    ...placeOf(message, view, left),
    html: incomingText(message, view, show),
    keyboard: incomingKeyboard(message, view, show),
    ...{ below, correlationId, priority: message.urgency === 'high' ? 2 : 3 },
  });
}

function outgoingCard(
  message: ClientMessage,
  view: ChatView,
  { correlationId, left }: ChatShowing,
): NewEffect {
  const hasLeft = left !== undefined;
  return cardPost({
    ...placeOf(message, view, left),
    html: outgoingText(message, view, hasLeft),
    keyboard: hasLeft ? [] : outgoingKeyboard(message, view),
    ...{ correlationId, priority: 3 },
  });
}

function placeOf({ id }: ClientMessage, { chat, t }: ChatView, left: string | undefined) {
  const branch = left ?? chat.branch;
  return { key: messageCardKey(id, branch), to: { branch, topic: clientTopic(chat, t) } };
}
