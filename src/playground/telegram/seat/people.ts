import type { Backend } from '../backend.js';
import { findChat, type Place, type Target } from '../chats/index.js';
import { SeatError } from '../errors.js';
import type { StoredMessage } from '../state/index.js';
import type { WorldUser } from '../world.js';

export function requireUser(backend: Backend, id: number): WorldUser {
  const user = backend.state.users.get(id);
  if (user === undefined) throw new SeatError('user.unknown', `there is no user ${id}`);
  return user;
}

/** A chat in which this person is: the own private chat with the bot, or a group. */
export function requireChat(backend: Backend, user: WorldUser, id: number): Target {
  const target = findChat(backend, id);
  const inside = target?.kind === 'group' ? target.group.members.includes(user.id) : target?.id === user.id;
  if (target === undefined || !inside) {
    throw new SeatError('chat.not_a_member', `user ${user.id} is not in chat ${id}`);
  }
  if (target.kind === 'group' && target.group.migrated_to !== undefined) {
    throw new SeatError('chat.migrated', `chat ${id} has become ${target.group.migrated_to}`);
  }
  return target;
}

export function requireMessage(backend: Backend, chat: number, messageId: number): StoredMessage {
  const stored = backend.state.history(chat).messages.get(messageId);
  if (stored === undefined) {
    throw new SeatError('message.unknown', `there is no message ${messageId} in chat ${chat}`);
  }
  return stored;
}

export interface UserAddress {
  user: number;
  chat: number;
  /** Left out or null: General or the private chat. */
  thread?: number | null | undefined;
  reply_to?: number | undefined;
}

/** Where a person's message goes. */
export function placeForUser(backend: Backend, address: UserAddress): Place & { user: WorldUser } {
  const user = requireUser(backend, address.user);
  const target = requireChat(backend, user, address.chat);
  const replied =
    address.reply_to === undefined ? undefined : requireMessage(backend, target.id, address.reply_to);
  const thread = address.thread ?? replied?.thread ?? null;
  if (replied !== undefined && replied.thread !== thread) {
    throw new SeatError('message.other_topic', 'a reply stays in the topic of the message');
  }
  if (thread !== null) {
    const topic = backend.state.history(target.id).topics.get(thread);
    if (topic === undefined || topic.deleted) {
      throw new SeatError('topic.unknown', `there is no topic ${thread} in chat ${target.id}`);
    }
    if (topic.closed) throw new SeatError('topic.closed', `topic ${thread} is closed`);
  }
  return { user, target, thread, replied };
}
