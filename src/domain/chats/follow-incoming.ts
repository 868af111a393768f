import type { Work } from '../../engine/jobs/index.js';
import type { ClientChat, ClientMessage, Prisma } from '../../platform/prisma/index.js';
import type { ChatDeps } from './deps.js';
import { CHAT_READ, type ChatRead } from './jobs.js';
import { languageInChat } from './language.js';
import { nameIn, openChat, type IncomingEvent } from './open.js';
import { clientOfLogin } from './place.js';
import { readByRules } from './rules.js';
import { showMessages } from './show.js';
import { newestIncoming } from './store.js';
import { suggestByRules } from './suggest.js';

/** A client's message: stored once, announced at once with what the rules make of it, and given to the model. */
export async function followIncoming(work: Work, deps: ChatDeps, event: IncomingEvent): Promise<void> {
  const { tx } = work;
  const { payload, correlationId, id: eventId } = event;
  const known = await openChat(work, deps, payload);
  const outside = { chatId: known.id, outsideId: payload.message_id };
  if ((await tx.clientMessage.count({ where: outside })) > 0) return;

  const before = await newestIncoming(tx, known.id);
  const at = new Date(payload.at);
  const language = languageInChat(payload.text, known.language);
  const chat = await tx.clientChat.update({
    where: { id: known.id },
    data: {
      ...(await filled(tx, known, payload)),
      ...{ state: 'open', snoozedUntil: null, closedAt: null, closedBy: null },
      waitingSince: known.waitingSince ?? at,
      language,
    },
  });
  const message = await tx.clientMessage.create({
    data: {
      ...{ ...outside, direction: 'in', state: 'received', at },
      ...{ text: payload.text, attachments: payload.attachments },
      ...read(payload.text, language, deps),
    },
  });
  const shown = before === null ? [message] : [before, message];
  await showMessages(work, deps, chat, shown, { correlationId });
  if (payload.text.trim() === '') return;
  const job: ChatRead = { messageId: message.id };
  await work.enqueue({ kind: CHAT_READ, payload: job, correlationId, eventId, dedupeKey: message.id });
}

/** What the message tells of the client and of the way to them. */
async function filled(
  tx: Prisma.TransactionClient,
  chat: ClientChat,
  payload: IncomingEvent['payload'],
): Promise<Prisma.ClientChatUncheckedUpdateInput> {
  const { login, channel, source } = payload;
  // Of a chat that somebody began from Umnico the phone is first known now.
  const client = chat.clientId === null && chat.login === null ? await clientOfLogin(tx, login) : null;
  const name = nameIn(payload) ?? chat.name ?? client?.name;
  return { login, channel, source, name, ...(client !== null && { clientId: client.id }) };
}

function read(
  text: string,
  language: string | null,
  deps: ChatDeps,
): Pick<
  ClientMessage,
  'language' | 'translation' | 'intent' | 'urgency' | 'suggestion' | 'suggestionMeans' | 'readBy'
> {
  const { by, ...reading } = { ...readByRules(text, language), language: language ?? 'en' };
  return { ...reading, ...suggestByRules(text, reading, deps), readBy: by };
}
