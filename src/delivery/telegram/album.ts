import type { InputMediaDocument, InputMediaPhoto } from 'grammy/types';
import type { AlbumPost } from '../../domain/posts/index.js';
import { sha256 } from '../../kernel/ids.js';
import type { CardDeps } from './card.js';

/** Sends photos that Telegram has already, by their ids; one alone is no album and goes as a photo. Once a key. */
export async function deliverAlbum(post: AlbumPost, deps: CardDeps): Promise<unknown> {
  // Telegram takes documents and photos in albums of their own kind only.
  const groups = [false, true]
    .map((document) => post.photos.filter((photo) => photo.document === document))
    .filter((photos) => photos.length > 0);
  const messageIds: number[] = [];
  for (const [index, photos] of groups.entries()) {
    const part =
      index === 0 ? { ...post, photos } : { ...post, photos, key: `${post.key}:files`, caption: undefined };
    // Each is remembered by itself: what has arrived is not sent again when the next one is refused.
    const known = await deps.prisma.card.findUnique({ where: { key: part.key } });
    if (known === null) messageIds.push(...(await sendPart(part, deps)));
  }
  return messageIds.length === 0 ? { skipped: 'same' } : { messageIds };
}

/** Sends photos of one kind and remembers that. */
async function sendPart(post: AlbumPost, { api, prisma, chats, topics }: CardDeps): Promise<number[]> {
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
  const sent =
    first !== undefined && second === undefined
      ? [
          first.type === 'document'
            ? await api.sendDocument(Number(chatId), first.media, { ...where, ...caption })
            : await api.sendPhoto(Number(chatId), first.media, { ...where, ...caption }),
        ]
      : await api.sendMediaGroup(Number(chatId), media as InputMediaPhoto[], where);
  const messageIds = sent.map((message) => message.message_id);
  await prisma.card.create({
    data: {
      key: post.key,
      chatId,
      threadId,
      messageIds: messageIds.map(BigInt),
      contentHash: sha256(JSON.stringify(post.photos)),
    },
  });
  return messageIds;
}
