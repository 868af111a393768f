import { InputFile } from 'grammy';
import type { InputMediaDocument, InputMediaPhoto, Message } from 'grammy/types';
import type { AlbumPost } from '../../domain/posts/index.js';
import { sha256 } from '../../kernel/ids.js';
import { blobOf } from './blob-of.js';
import type { Delivered, DeliveryDeps } from './delivery.js';
import { isForgottenFile } from './errors.js';
import { sendNew } from './new-message.js';
import { rememberCard } from './remember.js';

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
  const { api, chats, topics } = deps;
  const chatId = await chats.resolve(post.to);
  const threadId = 'topic' in post.to ? await topics.ensure(chatId, post.to.topic) : null;
  const where = { message_thread_id: threadId === null ? undefined : Number(threadId) };
  const caption = { caption: post.caption, parse_mode: 'HTML' as const };
  const [first] = post.photos;
  /** One alone is no album. */
  async function one(file: string | InputFile = ''): Promise<Message[]> {
    const options = { ...where, ...caption };
    return first?.document === true
      ? [await api.sendDocument(Number(chatId), file, options)]
      : [await api.sendPhoto(Number(chatId), file, options)];
  }
  async function album(files: (string | InputFile)[]): Promise<Message[]> {
    const media = files.map((file, index): InputMediaPhoto | InputMediaDocument => ({
      type: post.photos[index]?.document === true ? 'document' : 'photo',
      media: file,
      ...(index === 0 ? caption : {}),
    }));
    return api.sendMediaGroup(Number(chatId), media as InputMediaPhoto[], where);
  }
  const sent = await sendNew(
    chatId,
    {
      size: post.photos.length,
      // The first photo carries the caption, and the others follow it.
      probe: (messageId) => api.editMessageCaption(Number(chatId), messageId, caption),
      async send() {
        const messages = await withFiles(post.photos, deps, (files) =>
          post.photos.length === 1 ? one(files[0]) : album(files),
        );
        return messages.map((message) => message.message_id);
      },
    },
    deps,
  );
  const messageIds = sent.messageIds.map(BigInt);
  const contentHash = sha256(JSON.stringify(post.photos));
  await rememberCard(deps, post.key, { chatId, threadId, messageIds, contentHash });
  return sent;
}

type Photos = AlbumPost['photos'];

/** Sends by Telegram's ids; when it has lost one of them, uploads all originals that are kept. */
async function withFiles(
  photos: Photos,
  deps: DeliveryDeps,
  send: (files: (string | InputFile)[]) => Promise<Message[]>,
): Promise<Message[]> {
  try {
    return await send(photos.map(({ fileId }) => fileId));
  } catch (error) {
    if (!isForgottenFile(error) || photos.every(({ blob }) => blob === undefined)) throw error;
  }
  const files = await Promise.all(
    photos.map(async ({ fileId, blob }) =>
      blob === undefined ? fileId : new InputFile(await blobOf(blob, deps), 'photo.jpg'),
    ),
  );
  const messages = await send(files);
  await rememberFiles(photos, messages, deps);
  return messages;
}

/** The ids under which Telegram knows the photos from now on. */
async function rememberFiles(
  photos: Photos,
  messages: Message[],
  { prisma, log }: DeliveryDeps,
): Promise<void> {
  for (const [index, { blob, document }] of photos.entries()) {
    const message = messages[index];
    const fileId = document ? message?.document?.file_id : message?.photo?.at(-1)?.file_id;
    if (blob === undefined || fileId === undefined) continue;
    // Only saves the next upload: what fails here must not make messages that arrived look lost.
    await prisma.photo
      .updateMany({ where: { sha256: blob, document }, data: { fileId } })
      .catch((error: unknown) => {
        log.warn({ err: error }, 'the file id of an uploaded photo could not be stored');
      });
  }
}
