import type { CallbackQuery, ChatMemberUpdated, InlineQuery } from 'grammy/types';
import { unixTime, type Backend } from '../backend.js';
import type { Change, ChatMessage, UpdateType } from '../state/index.js';

const MESSAGE_LIFETIME_S = 86_400;
const CALLBACK_LIFETIME_S = 150;
/** Bots get these only if they ask for them by name. */
const NOT_BY_DEFAULT: readonly UpdateType[] = ['chat_member', 'message_reaction', 'message_reaction_count'];

/** A message's update. The messages of one chat, all topics together, are one lane. */
export function messageUpdate(backend: Backend, message: ChatMessage): Change[] {
  return queued(backend, 'message', `chat:${message.chat.id}`, MESSAGE_LIFETIME_S, { message });
}

export function editedMessageUpdate(backend: Backend, message: ChatMessage): Change[] {
  const edited_message = { ...message, edit_date: message.edit_date ?? message.date };
  return queued(backend, 'edited_message', `chat:${message.chat.id}`, MESSAGE_LIFETIME_S, {
    edited_message,
  });
}

/** Callback queries queue by person, so one may overtake a message of its chat. */
export function callbackUpdate(backend: Backend, query: CallbackQuery): Change[] {
  return queued(backend, 'callback_query', `callback:${query.from.id}`, CALLBACK_LIFETIME_S, {
    callback_query: query,
  });
}

/** Inline queries queue by person and not long: only the last is waited for. */
export function inlineQueryUpdate(backend: Backend, query: InlineQuery): Change[] {
  return queued(backend, 'inline_query', `inline:${query.from.id}`, CALLBACK_LIFETIME_S, {
    inline_query: query,
  });
}

export function membershipUpdate(backend: Backend, changed: ChatMemberUpdated): Change[] {
  return queued(backend, 'my_chat_member', `member:${changed.chat.id}`, MESSAGE_LIFETIME_S, {
    my_chat_member: changed,
  });
}

function queued(
  backend: Backend,
  type: UpdateType,
  lane: string,
  lifetime: number,
  content: object,
): Change[] {
  if (!isWanted(backend.state.allowedUpdates, type)) return [];
  const update_id = backend.state.allocateUpdateId();
  const expires = unixTime(backend) + lifetime;
  return [{ type: 'update', pending: { update: { update_id, ...content }, lane, expires } }];
}

function isWanted(allowed: readonly string[], type: UpdateType): boolean {
  return allowed.length === 0 ? !NOT_BY_DEFAULT.includes(type) : allowed.includes(type);
}
