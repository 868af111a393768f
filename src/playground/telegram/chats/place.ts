import type { User } from 'grammy/types';
import { unixTime, type Backend } from '../backend.js';
import { badRequest } from '../errors.js';
import type { ChatMessage, StoredMessage } from '../state/index.js';
import { isSupergroup } from '../world.js';
import { writableChat, type Target } from './access.js';

const GENERAL_TOPIC = 1;

/** Where a message goes. */
export interface Place {
  target: Target;
  thread: number | null;
  replied?: StoredMessage | undefined;
}

export interface Address {
  chat_id: number;
  message_thread_id?: number | undefined;
  reply_parameters?:
    | {
        message_id: number;
        chat_id?: number | undefined;
        allow_sending_without_reply?: boolean | undefined;
      }
    | undefined;
}

/** The place that the bot asked for, with Telegram's refusals. */
export function placeForBot(backend: Backend, address: Address): Place {
  const target = writableChat(backend, address.chat_id);
  const requested = openThread(backend, target, address.message_thread_id ?? 0);
  const replied = repliedMessage(backend, target, address);
  if (replied === undefined) return { target, thread: requested };
  // A reply goes to the topic of what it replies to; into another topic Telegram sends it as a plain message.
  if (requested === null && replied.thread !== null) {
    return { target, thread: openThread(backend, target, replied.thread), replied };
  }
  return { target, thread: requested, replied: replied.thread === requested ? replied : undefined };
}

/** A new message at a place, not stored yet. */
export function compose(
  backend: Backend,
  place: Place,
  from: User,
  content: Partial<ChatMessage>,
): ChatMessage {
  return withoutUndefined({
    message_id: content.message_id ?? backend.state.history(place.target.id).allocateMessageId(),
    from,
    chat: place.target.chat,
    date: unixTime(backend),
    ...threadFields(backend, place),
    ...content,
  });
}

/** Without undefined fields, so that a message is the same before and after a restart. */
export function withoutUndefined(message: ChatMessage): ChatMessage {
  return Object.fromEntries(
    Object.entries(message).filter(([, value]) => value !== undefined),
  ) as unknown as ChatMessage;
}

function openThread(backend: Backend, target: Target, thread: number): number | null {
  if (thread === 0) return null;
  if (target.kind === 'group') {
    // Outside of forums the id is ignored.
    if (!target.group.is_forum) return null;
    const topic = backend.state.history(target.id).topics.get(thread);
    if (thread !== GENERAL_TOPIC && topic !== undefined && !topic.deleted) {
      if (topic.closed) throw badRequest('TOPIC_CLOSED');
      return thread;
    }
  }
  throw badRequest('message thread not found');
}

function repliedMessage(backend: Backend, target: Target, address: Address): StoredMessage | undefined {
  const reply = address.reply_parameters;
  if (reply === undefined) return undefined;
  const elsewhere = reply.chat_id !== undefined && reply.chat_id !== target.id;
  const found = elsewhere ? undefined : backend.state.history(target.id).messages.get(reply.message_id);
  if (found === undefined && reply.allow_sending_without_reply !== true) {
    throw badRequest('message to be replied not found');
  }
  return found;
}

function threadFields(backend: Backend, { target, thread, replied }: Place): Partial<ChatMessage> {
  if (thread !== null) {
    // In a topic what replies to nothing replies to the message that made the topic.
    const parent = replied ?? backend.state.history(target.id).messages.get(thread);
    return {
      message_thread_id: thread,
      is_topic_message: true,
      ...(parent === undefined ? {} : { reply_to_message: asReply(parent.message) }),
    };
  }
  if (replied === undefined) return {};
  const { message } = replied;
  const inSupergroup = target.kind === 'group' && isSupergroup(target.group);
  return {
    // A chain of replies in General has a thread id too, but is no topic: sending it back fails.
    ...(inSupergroup ? { message_thread_id: message.message_thread_id ?? message.message_id } : {}),
    reply_to_message: asReply(message),
  };
}

function asReply(message: ChatMessage): NonNullable<ChatMessage['reply_to_message']> {
  return withoutUndefined({ ...message, reply_to_message: undefined }) as NonNullable<
    ChatMessage['reply_to_message']
  >;
}
