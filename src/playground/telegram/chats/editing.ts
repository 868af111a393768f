import { isDeepStrictEqual } from 'node:util';
import { unixTime, type Backend } from '../backend.js';
import { badRequest } from '../errors.js';
import type { ChatMessage, StoredMessage } from '../state/index.js';
import type { ReplyMarkup } from '../text/index.js';
import { editableChat, writableChat, type Target } from './access.js';
import { withoutUndefined } from './place.js';

const DELETABLE_FOR_S = 48 * 3600;
const NOT_MODIFIED =
  'message is not modified: specified new message content and reply markup are exactly the same as a current ' +
  'content and reply markup of the message';
const CONTENT = ['text', 'entities', 'caption', 'caption_entities', 'photo', 'document'] as const;

type Content = Pick<ChatMessage, (typeof CONTENT)[number]>;

export interface Editable {
  target: Target;
  stored: StoredMessage;
}

/** A message of the bot that can be edited. */
export function editableMessage(
  backend: Backend,
  address: { chat_id?: number | undefined; message_id?: number | undefined },
): Editable {
  if (address.chat_id === undefined) {
    // Without both it would be a message sent in inline mode, which has an identifier of its own.
    throw badRequest(address.message_id ? 'chat_id is empty' : 'message identifier is not specified');
  }
  const target = editableChat(backend, address.chat_id);
  const stored = backend.state.history(target.id).messages.get(address.message_id ?? 0);
  if (stored === undefined) throw badRequest('message to edit not found');
  if (!stored.outgoing || isService(stored.message)) throw badRequest("message can't be edited");
  return { target, stored };
}

/**
 * Puts new content and the new keyboard in place; without `content` only the keyboard changes. As with Telegram an
 * edit without a keyboard takes the old one away.
 */
export function edit(
  backend: Backend,
  { target, stored }: Editable,
  content: Content | undefined,
  markup: ReplyMarkup,
): ChatMessage {
  const current = stored.message;
  const edited: ChatMessage = { ...current, reply_markup: markup.inline };
  if (content !== undefined) {
    for (const field of CONTENT) Object.assign(edited, { [field]: content[field] });
    edited.edit_date = unixTime(backend);
  }
  if (isSameContent(current, edited)) throw badRequest(NOT_MODIFIED);
  const message = withoutUndefined(edited);
  backend.store.commit({ type: 'edited', chat: target.id, stored: { ...stored, message } });
  return message;
}

export function deleteMessages(backend: Backend, chatId: number, messageIds: readonly number[]): void {
  const target = writableChat(backend, chatId);
  const history = backend.state.history(target.id);
  const found = messageIds.map((id) => history.messages.get(id)).filter((stored) => stored !== undefined);
  for (const stored of found) refuseIfUndeletable(backend, target, stored);
  backend.store.commit(
    ...found.map((stored) => ({
      type: 'deleted' as const,
      chat: target.id,
      thread: stored.thread,
      message_id: stored.message.message_id,
    })),
  );
}

function refuseIfUndeletable(backend: Backend, target: Target, { message, outgoing }: StoredMessage): void {
  if (message.forum_topic_created !== undefined) throw badRequest("message can't be deleted");
  if (target.kind === 'group' && !outgoing && !target.group.bot_rights.can_delete_messages) {
    throw badRequest("message can't be deleted");
  }
  if (unixTime(backend) - message.date >= DELETABLE_FOR_S) {
    throw badRequest("message can't be deleted for everyone");
  }
}

function isService(message: ChatMessage): boolean {
  return (
    message.text === undefined &&
    message.photo === undefined &&
    message.document === undefined &&
    message.location === undefined
  );
}

function isSameContent(one: ChatMessage, other: ChatMessage): boolean {
  return isDeepStrictEqual(comparable(one), comparable(other));
}

function comparable(message: ChatMessage): unknown {
  return {
    text: message.text,
    caption: message.caption ?? '',
    entities: message.entities ?? message.caption_entities ?? [],
    files: [...(message.photo ?? []), message.document].map((file) => file?.file_unique_id),
    keyboard: message.reply_markup?.inline_keyboard ?? [],
  };
}
