import { z } from 'zod';
import { placeForBot, sendAsBot, writableChat } from '../../chats/index.js';
import { badRequest } from '../../errors.js';
import type { ChatMessage } from '../../state/index.js';
import { messageText, readReplyMarkup } from '../../text/index.js';
import { method } from '../method.js';
import { chatId, decimal, destination, optionalInteger, textBody } from '../schema.js';

const ACTIONS = new Set([
  'typing',
  'upload_photo',
  'record_video',
  'upload_video',
  'record_voice',
  'upload_voice',
  'upload_document',
  'choose_sticker',
  'find_location',
  'record_video_note',
  'upload_video_note',
]);

export const messageMethods = [
  method('sendMessage', { ...destination, ...textBody }, (parameters, { backend }) => {
    const markup = readReplyMarkup(parameters.reply_markup);
    const text = messageText(parameters);
    const place = placeForBot(backend, parameters);
    return sendAsBot(backend, place, [textContent(text)], markup)[0];
  }),
  method(
    'sendLocation',
    { ...destination, latitude: decimal, longitude: decimal },
    (parameters, { backend }) => {
      const markup = readReplyMarkup(parameters.reply_markup);
      const { latitude, longitude } = parameters;
      if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) throw badRequest('wrong location specified');
      const place = placeForBot(backend, parameters);
      return sendAsBot(backend, place, [{ location: { latitude, longitude } }], markup)[0];
    },
  ),
  method(
    'sendChatAction',
    {
      chat_id: chatId,
      message_thread_id: optionalInteger,
      action: z.string({ error: 'wrong parameter action in request' }),
    },
    ({ chat_id, action }, { backend }) => {
      if (!ACTIONS.has(action)) throw badRequest('wrong parameter action in request');
      writableChat(backend, chat_id);
      return true;
    },
  ),
];

export function textContent({ text, entities: found }: ReturnType<typeof messageText>): Partial<ChatMessage> {
  return { text, ...(found.length === 0 ? {} : { entities: found }) };
}
