import { z } from 'zod';
import { placeForBot, sendAsBot } from '../../chats/index.js';
import { badRequest } from '../../errors.js';
import { mediaContent, newAlbumId } from '../../files/index.js';
import type { ChatMessage } from '../../state/index.js';
import { readReplyMarkup } from '../../text/index.js';
import { captionContent, mediaFrom } from '../media.js';
import { method, type MethodContext } from '../method.js';
import { caption, chatId, destination, jsonOf, optionalInteger, replyParameters } from '../schema.js';

const MAX_ALBUM = 10;

export const InputMedia = z.object({
  type: z.enum(['photo', 'document'], { error: "can't parse InputMedia: unsupported type" }),
  media: z.string({ error: "can't parse InputMedia: media not found" }),
  ...caption,
});

export const mediaMethods = [
  method(
    'sendPhoto',
    { ...destination, ...caption, photo: z.string({ error: 'there is no photo in the request' }) },
    (parameters, context) => sendMedia(context, 'photo', parameters.photo, parameters),
  ),
  method(
    'sendDocument',
    { ...destination, ...caption, document: z.string({ error: 'there is no document in the request' }) },
    (parameters, context) => sendMedia(context, 'document', parameters.document, parameters),
  ),
  method(
    'sendMediaGroup',
    {
      chat_id: chatId,
      message_thread_id: optionalInteger,
      reply_parameters: replyParameters,
      media: jsonOf(z.array(InputMedia, { error: 'expected an Array of InputMedia' })),
    },
    async (parameters, context) => {
      const { media } = parameters;
      if (media.length === 0) throw badRequest('there are no messages to send');
      if (media.length > MAX_ALBUM) throw badRequest('too many messages to send as an album');
      if (new Set(media.map((item) => item.type)).size > 1) {
        throw badRequest("document can't be mixed with other media types");
      }
      placeForBot(context.backend, parameters);
      const contents: Partial<ChatMessage>[] = [];
      for (const item of media) {
        const stored = await mediaFrom(context, item.type, item.media, 'media');
        contents.push({ ...mediaContent(stored), ...captionContent(item) });
      }
      const group = contents.length === 1 ? {} : { media_group_id: newAlbumId() };
      const place = placeForBot(context.backend, parameters);
      return sendAsBot(
        context.backend,
        place,
        contents.map((content) => ({ ...content, ...group })),
      );
    },
  ),
];

async function sendMedia(
  context: MethodContext,
  kind: 'photo' | 'document',
  value: string,
  parameters: Parameters<typeof captionContent>[0] &
    Parameters<typeof placeForBot>[1] & { reply_markup?: unknown },
): Promise<unknown> {
  const markup = readReplyMarkup(parameters.reply_markup);
  const text = captionContent(parameters);
  placeForBot(context.backend, parameters);
  const media = await mediaFrom(context, kind, value, kind);
  // Anything may have happened to the chat while the picture was made, so the place is looked up again.
  const place = placeForBot(context.backend, parameters);
  return sendAsBot(context.backend, place, [{ ...mediaContent(media), ...text }], markup)[0];
}
