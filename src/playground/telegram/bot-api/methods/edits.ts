import { z } from 'zod';
import { deleteMessages, edit, editableMessage, writableChat } from '../../chats/index.js';
import { badRequest } from '../../errors.js';
import { mediaContent } from '../../files/index.js';
import { messageText, readReplyMarkup } from '../../text/index.js';
import { captionContent, mediaFrom } from '../media.js';
import { method } from '../method.js';
import { caption, chatId, editedMessage, jsonOf, messageId, messageIds, textBody } from '../schema.js';
import { InputMedia } from './media.js';
import { textContent } from './messages.js';

export const editMethods = [
  method('editMessageText', { ...editedMessage, ...textBody }, (parameters, { backend }) => {
    const markup = readReplyMarkup(parameters.reply_markup);
    const text = messageText(parameters);
    const editable = editableMessage(backend, parameters);
    if (editable.stored.message.text === undefined) {
      throw badRequest('there is no text in the message to edit');
    }
    return edit(backend, editable, textContent(text), markup);
  }),
  method('editMessageCaption', { ...editedMessage, ...caption }, (parameters, { backend }) => {
    const markup = readReplyMarkup(parameters.reply_markup);
    const text = captionContent(parameters);
    const editable = editableMessage(backend, parameters);
    const { photo, document } = editable.stored.message;
    if (photo === undefined && document === undefined) {
      throw badRequest('there is no caption in the message to edit');
    }
    return edit(backend, editable, { photo, document, ...text }, markup);
  }),
  method('editMessageReplyMarkup', { ...editedMessage }, (parameters, { backend }) => {
    const markup = readReplyMarkup(parameters.reply_markup);
    return edit(backend, editableMessage(backend, parameters), undefined, markup);
  }),
  method(
    'editMessageMedia',
    {
      ...editedMessage,
      media: jsonOf(z.object(InputMedia.shape, { error: 'parameter "media" is required' })),
    },
    async (parameters, context) => {
      const markup = readReplyMarkup(parameters.reply_markup);
      const text = captionContent(parameters.media);
      editableMessage(context.backend, parameters);
      const media = await mediaFrom(context, parameters.media.type, parameters.media.media, 'media');
      const editable = editableMessage(context.backend, parameters);
      return edit(context.backend, editable, { ...mediaContent(media), ...text }, markup);
    },
  ),
  method(
    'deleteMessage',
    { chat_id: chatId, message_id: messageId },
    ({ chat_id, message_id }, { backend }) => {
      const target = writableChat(backend, chat_id);
      if (!backend.state.history(target.id).messages.has(message_id)) {
        throw badRequest('message to delete not found');
      }
      deleteMessages(backend, chat_id, [message_id]);
      return true;
    },
  ),
  method(
    'deleteMessages',
    { chat_id: chatId, message_ids: messageIds },
    ({ chat_id, message_ids }, { backend }) => {
      deleteMessages(backend, chat_id, message_ids);
      return true;
    },
  ),
];
