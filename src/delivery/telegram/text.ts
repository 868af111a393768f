import { noteOwnMessage, type TextPost } from '../../domain/posts/index.js';
import type { Delivered, DeliveryDeps } from './delivery.js';
import { sendNew } from './new-message.js';
import { remember } from './remember.js';

/** Sends a text, or the digest of several. */
export async function deliverText(post: TextPost, deps: DeliveryDeps): Promise<Delivered> {
  const { api, prisma, chats, topics } = deps;
  const chatId = await chats.resolve(post.to);
  const threadId = 'topic' in post.to ? await topics.ensure(chatId, post.to.topic) : null;
  const options = { parse_mode: 'HTML' as const, link_preview_options: { is_disabled: true } };
  const { messageIds, units } = await sendNew(
    chatId,
    {
      size: 1,
      probe: (messageId) => api.editMessageText(Number(chatId), messageId, post.html, options),
      async send() {
        const where = { message_thread_id: threadId === null ? undefined : Number(threadId) };
        const sent = await api.sendMessage(Number(chatId), post.html, { ...options, ...where });
        return [sent.message_id];
      },
    },
    deps,
  );
  const messageId = Math.max(...messageIds);
  await remember(() => noteOwnMessage(prisma, chatId, BigInt(messageId)), deps);
  return { messageId, units };
}
