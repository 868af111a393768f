import type { MessageOrigin } from 'grammy/types';
import type { Backend } from '../../backend.js';
import { placeForBot, readableChat, sendAsBot } from '../../chats/index.js';
import { badRequest } from '../../errors.js';
import type { ChatMessage } from '../../state/index.js';
import { readReplyMarkup } from '../../text/index.js';
import { captionContent } from '../media.js';
import { method } from '../method.js';
import { caption, chatId, destination, messageId, optionalInteger } from '../schema.js';

const source = { from_chat_id: chatId, message_id: messageId };

export const copyMethods = [
  method(
    'forwardMessage',
    { ...source, chat_id: chatId, message_thread_id: optionalInteger },
    (parameters, { backend }) => {
      const message = originalMessage(backend, parameters, 'message to forward not found');
      const content = contentOf(message);
      if (content === undefined) throw badRequest("messages can't be forwarded");
      const place = placeForBot(backend, parameters);
      return sendAsBot(backend, place, [{ ...content, forward_origin: originOf(message) }])[0];
    },
  ),
  method('copyMessage', { ...source, ...destination, ...caption }, (parameters, { backend }) => {
    const markup = readReplyMarkup(parameters.reply_markup);
    const message = originalMessage(backend, parameters, 'message to copy not found');
    const content = contentOf(message);
    if (content === undefined) throw badRequest("message can't be copied");
    const replaced =
      parameters.caption === undefined
        ? {}
        : { caption: undefined, caption_entities: undefined, ...captionContent(parameters) };
    const place = placeForBot(backend, parameters);
    const copy = sendAsBot(backend, place, [{ ...content, ...replaced }], markup)[0];
    return { message_id: copy?.message_id };
  }),
];

function originalMessage(
  backend: Backend,
  { from_chat_id, message_id }: { from_chat_id: number; message_id: number },
  refusal: string,
): ChatMessage {
  const chat = readableChat(backend, from_chat_id);
  const stored = backend.state.history(chat.id).messages.get(message_id);
  if (stored === undefined) throw badRequest(refusal);
  return stored.message;
}

/** What can be carried over; undefined for a service message. */
function contentOf(message: ChatMessage): Partial<ChatMessage> | undefined {
  const { text, entities, photo, document, location, contact } = message;
  const main = text ?? photo ?? document ?? location ?? contact;
  if (main === undefined) return undefined;
  return { text, entities, photo, document, location, contact, ...captionOf(message) };
}

function captionOf({ caption: text, caption_entities }: ChatMessage): Partial<ChatMessage> {
  return { caption: text, caption_entities };
}

function originOf(message: ChatMessage): MessageOrigin {
  return message.forward_origin ?? { type: 'user', sender_user: message.from, date: message.date };
}
