import { InputFile } from 'grammy';
import type { InputMediaPhoto, Message } from 'grammy/types';
import type { PhotoPost } from '../../domain/posts/index.js';
import { sha256 } from '../../kernel/ids.js';
import { blobOf } from './blob-of.js';
import type { Delivered, DeliveryDeps } from './delivery.js';
import { isForgottenFile, isNotModified } from './errors.js';
import { sendNew } from './new-message.js';
import { rememberCard } from './remember.js';

/** Sends the picture, or puts it in the place of the one under whose key a message is known. */
export async function deliverPhoto(post: PhotoPost, deps: DeliveryDeps): Promise<Delivered> {
  const { api, prisma, chats, topics } = deps;
  const chatId = await chats.resolve(post.to);
  const threadId = 'topic' in post.to ? await topics.ensure(chatId, post.to.topic) : null;
  const contentHash = sha256(JSON.stringify([post.blob, post.caption]));
  const caption = { caption: post.caption, parse_mode: 'HTML' as const };
  const known = await prisma.card.findUnique({ where: { key: post.key } });
  const messageId = known?.messageIds[0];

  if (known?.chatId === chatId && known.threadId === threadId && messageId !== undefined) {
    if (known.contentHash === contentHash) return { skipped: 'same', units: 0 };
    await withPicture(post.blob, deps, async (media) => {
      const picture: InputMediaPhoto = { type: 'photo', media, ...caption };
      try {
        const edited = await api.editMessageMedia(Number(chatId), Number(messageId), picture);
        return edited === true ? undefined : edited;
      } catch (error) {
        if (!isNotModified(error)) throw error;
        return undefined;
      }
    });
    await prisma.card.update({ where: { key: post.key }, data: { contentHash } });
    return { messageId: Number(messageId), edited: true, units: 1 };
  }

  const sent = await sendNew(
    chatId,
    {
      size: 1,
      probe: (number) => api.editMessageCaption(Number(chatId), number, caption),
      async send() {
        const where = { message_thread_id: threadId === null ? undefined : Number(threadId) };
        const message = await withPicture(post.blob, deps, (media) =>
          api.sendPhoto(Number(chatId), media, { ...where, ...caption }),
        );
        return [message.message_id];
      },
    },
    deps,
  );
  const newest = BigInt(Math.max(...sent.messageIds));
  await rememberCard(deps, post.key, { chatId, threadId, messageIds: [newest], contentHash });
  return { messageId: Number(newest), units: sent.units };
}

/**
 * Posts with the file id that Telegram gave the picture before; uploads it when there is none, or when Telegram does
 * not know that id any more.
 */
async function withPicture<Answer extends Message | undefined>(
  blob: string,
  deps: DeliveryDeps,
  post: (media: string | InputFile) => Promise<Answer>,
): Promise<Answer> {
  const { prisma } = deps;
  const uploaded = await prisma.uploadedFile.findUnique({ where: { sha256: blob } });
  if (uploaded !== null) {
    try {
      return await post(uploaded.fileId);
    } catch (error) {
      if (!isForgottenFile(error)) throw error;
      await prisma.uploadedFile.deleteMany({ where: { sha256: blob } });
    }
  }
  const answer = await post(new InputFile(await blobOf(blob, deps), 'picture.png'));
  const fileId = answer?.photo?.at(-1)?.file_id;
  // Only saves the next upload: what fails here must not make a message that arrived look lost.
  if (fileId !== undefined)
    await prisma.uploadedFile
      .upsert({ where: { sha256: blob }, create: { sha256: blob, fileId }, update: { fileId } })
      .catch((error: unknown) => {
        deps.log.warn({ err: error }, 'the file id of an uploaded picture could not be stored');
      });
  return answer;
}
