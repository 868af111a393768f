import type { Backend } from '../backend.js';
import { findChat } from '../chats/index.js';
import type { ChatMessage, Group, StoredMessage } from '../state/index.js';
import { requireChat, requireUser } from './people.js';

const DEFAULT_PAGE = 50;
const MAX_PAGE = 500;

/** A message as people see it: the Bot API's Message and what a client shows beside it. */
export type SeatMessage = ChatMessage & {
  thread: number | null;
  /** Sent by the bot. */
  outgoing: boolean;
  /** Path of the picture's largest size. */
  photo_url?: string;
  document_url?: string;
  keyboard?: StoredMessage['keyboard'];
  reaction?: string;
};

export interface SeatTopic {
  /** Null is General. */
  id: number | null;
  name: string;
  closed: boolean;
  /** Unix time; null if nothing was written. */
  last_message_at: number | null;
}

export interface SeatChat {
  id: number;
  type: 'private' | 'group' | 'supergroup';
  title: string;
  is_forum: boolean;
  topics: SeatTopic[];
  last?: SeatMessage;
  /** Of a private chat: the person has pressed start. */
  started?: boolean;
  blocked?: boolean;
}

export function seatMessage(backend: Backend, stored: StoredMessage): SeatMessage {
  const { message, thread, outgoing, keyboard, reaction } = stored;
  const photo = fileUrl(backend, message.photo?.at(-1)?.file_id);
  const document = fileUrl(backend, message.document?.file_id);
  return {
    ...message,
    thread,
    outgoing,
    ...(photo === undefined ? {} : { photo_url: photo }),
    ...(document === undefined ? {} : { document_url: document }),
    ...(keyboard === undefined ? {} : { keyboard }),
    ...(reaction === undefined ? {} : { reaction }),
  };
}

export function seatMessages(
  backend: Backend,
  query: {
    user: number;
    chat: number;
    thread?: number | null | undefined;
    limit?: number | undefined;
  },
): SeatMessage[] {
  const chat = requireChat(backend, requireUser(backend, query.user), query.chat);
  const limit = Math.min(Math.max(query.limit ?? DEFAULT_PAGE, 1), MAX_PAGE);
  return backend.state
    .history(chat.id)
    .page(query.thread ?? null, limit)
    .map((stored) => seatMessage(backend, stored));
}

/** The private chat with the bot, which is always there, and the person's groups. */
export function seatChats(backend: Backend, userId: number): SeatChat[] {
  const user = requireUser(backend, userId);
  const chat = backend.state.privateChats.get(user.id);
  const own: SeatChat = {
    id: user.id,
    type: 'private',
    title: backend.bot.first_name,
    is_forum: false,
    topics: [],
    ...lastOf(backend, user.id),
    started: chat !== undefined,
    blocked: chat?.blocked ?? false,
  };
  const groups = [...backend.state.groups.values()].filter(
    (group) => group.members.includes(user.id) && group.migrated_to === undefined,
  );
  return [own, ...groups.map((group) => groupChat(backend, group))];
}

function groupChat(backend: Backend, group: Group): SeatChat {
  const type = findChat(backend, group.id)?.chat.type ?? 'group';
  return {
    id: group.id,
    type,
    title: group.title,
    is_forum: group.is_forum,
    topics: group.is_forum ? topicsOf(backend, group.id) : [],
    ...lastOf(backend, group.id),
  };
}

function topicsOf(backend: Backend, chat: number): SeatTopic[] {
  const history = backend.state.history(chat);
  const general: SeatTopic = {
    id: null,
    name: 'General',
    closed: false,
    last_message_at: history.lastOf(null)?.message.date ?? null,
  };
  const topics = [...history.topics.values()]
    .filter((topic) => !topic.deleted)
    .map((topic) => ({
      id: topic.thread,
      name: topic.name,
      closed: topic.closed,
      last_message_at: history.lastOf(topic.thread)?.message.date ?? topic.created,
    }))
    .sort((one, other) => other.last_message_at - one.last_message_at || other.id - one.id);
  return [general, ...topics];
}

function lastOf(backend: Backend, chat: number): { last?: SeatMessage } {
  const last = backend.state.history(chat).last();
  return last === undefined ? {} : { last: seatMessage(backend, last) };
}

function fileUrl(backend: Backend, fileId: string | undefined): string | undefined {
  const known = fileId === undefined ? undefined : backend.state.media.get(fileId);
  return known === undefined ? undefined : `/seat/files/${known.file.path}`;
}
