import type { InputMediaDocument, InputMediaPhoto } from 'grammy/types';
import type { AlbumPost } from '../../domain/posts/index.js';
import { sha256 } from '../../kernel/ids.js';
import type { CardDeps } from './card.js';

/** Sends photos that Telegram has already, by their ids; one alone is no album and goes as a photo. Once a key. */
export async function deliverAlbum(post: AlbumPost, deps: CardDeps): Promise<unknown> {
  const { api, prisma, chats, topics } = deps;
  const known = await prisma.card.findUnique({ where: { key: post.key } });
  if (known !== null) return { skipped: 'same' };
  const chatId = await chats.resolve(post.to);
  const threadId = 'topic' in post.to ? await topics.ensure(chatId, post.to.topic) : null;
  const where = { message_thread_id: threadId === null ? undefined : Number(threadId) };
  const captioned = { caption: post.caption, parse_mode: 'HTML' as const };

  const messageIds: number[] = [];
  // Telegram takes documents and photos in albums of their own kind only.
  for (const document of [false, true]) {
    const group = post.photos.filter((photo) => photo.document === document);
    const [first, ...others] = group;
    if (first === undefined) continue;
    const caption = messageIds.length === 0 ? captioned : {};
    if (others.length === 0) {
      const send = document ? api.sendDocument.bind(api) : api.sendPhoto.bind(api);
      messageIds.push((await send(Number(chatId), first.fileId, { ...where, ...caption })).message_id);
      continue;
    }
    const media = group.map((photo, index): InputMediaPhoto | InputMediaDocument => ({
      type: document ? 'document' : 'photo',
      media: photo.fileId,
      ...(index === 0 ? caption : {}),
    }));
    const sent = await api.sendMediaGroup(Number(chatId), media as InputMediaPhoto[], where);
    messageIds.push(...sent.map((message) => message.message_id));
  }
  await prisma.card.create({
    data: {
      key: post.key,
      chatId,
      threadId,
      messageIds: messageIds.map(BigInt),
      contentHash: sha256(JSON.stringify(post.photos)),
    },
  });
  return { messageIds };
}
