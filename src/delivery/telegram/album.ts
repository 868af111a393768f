import type { InputMediaDocument, InputMediaPhoto } from 'grammy/types';
import { noteOwnMessage, type AlbumPost } from '../../domain/posts/index.js';
import { sha256 } from '../../kernel/ids.js';
import type { Delivered, DeliveryDeps } from './delivery.js';
import { sendNew } from './new-message.js';
import { remember } from './remember.js';

/** Sends photos that Telegram has already, by their ids; one alone is no album and goes as a photo. Once a key. */
export async function deliverAlbum(post: AlbumPost, deps: DeliveryDeps): Promise<Delivered> {
  // Telegram takes documents and photos in albums of their own kind only.
  const groups = [false, true]
    .map((document) => post.photos.filter((photo) => photo.document === document))
    .filter((photos) => photos.length > 0);
  const messageIds: number[] = [];
  let units = 0;
  for (const [index, photos] of groups.entries()) {
    const part =
      index === 0 ? { ...post, photos } : { ...post, photos, key: `${post.key}:files`, caption: undefined };
    // Each is remembered by itself: what has arrived is not sent again when the next one is refused.
    const known = await deps.prisma.card.findUnique({ where: { key: part.key } });
    if (known !== null) continue;
    const sent = await sendPart(part, deps);
    messageIds.push(...sent.messageIds);
    units += sent.units;
  }
  return messageIds.length === 0 ? { skipped: 'same', units: 0 } : { messageIds, units };
}

/** Sends photos of one kind and remembers that. */
async function sendPart(
  post: AlbumPost,
  deps: DeliveryDeps,
): Promise<{ messageIds: number[]; units: number }> {
  const { api, prisma, chats, topics } = deps;
  const chatId = await chats.resolve(post.to);
  const threadId = 'topic' in post.to ? await topics.ensure(chatId, post.to.topic) : null;
  const where = { message_thread_id: threadId === null ? undefined : Number(threadId) };
  const caption = { caption: post.caption, parse_mode: 'HTML' as const };
  const media = post.photos.map((photo, index): InputMediaPhoto | InputMediaDocument => ({
    type: photo.document ? 'document' : 'photo',
    media: photo.fileId,
    ...(index === 0 ? caption : {}),
  }));
  const [first, second] = media;
  const sent = await sendNew(
    chatId,
    {
      size: media.length,
      // The first photo carries the caption, and the others follow it.
      probe: (messageId) => api.editMessageCaption(Number(chatId), messageId, caption),
      async send() {
        if (first === undefined || second !== undefined) {
          const album = await api.sendMediaGroup(Number(chatId), media as InputMediaPhoto[], where);
          return album.map((message) => message.message_id);
        }
        const single =
          first.type === 'document'
            ? await api.sendDocument(Number(chatId), first.media, { ...where, ...caption })
            : await api.sendPhoto(Number(chatId), first.media, { ...where, ...caption });
        return [single.message_id];
      },
    },
    deps,
  );
  const messageIds = sent.messageIds.map(BigInt);
  const contentHash = sha256(JSON.stringify(post.photos));
  const place = { chatId, threadId, messageIds, contentHash };
  await remember(
    () =>
      prisma.$transaction([
        // The first try may have been stored although its answer was lost.
        prisma.card.upsert({ where: { key: post.key }, create: { key: post.key, ...place }, update: place }),
        noteOwnMessage(prisma, chatId, BigInt(Math.max(...sent.messageIds))),
      ]),
    deps,
  );
  return sent;
}
