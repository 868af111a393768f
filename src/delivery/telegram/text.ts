import { noteOwnMessage, type TextPost } from '../../domain/posts/index.js';
import type { Delivered, DeliveryDeps } from './delivery.js';
import { sendHtml } from './html-message.js';
import { remember } from './remember.js';

/** Sends a text, or the digest of several. */
export async function deliverText(post: TextPost, deps: DeliveryDeps): Promise<Delivered> {
  const { prisma, chats, topics } = deps;
  const chatId = await chats.resolve(post.to);
  const threadId = 'topic' in post.to ? await topics.ensure(chatId, post.to.topic) : null;
  const sent = await sendHtml({ chatId, threadId, silent: post.silent }, post.html, undefined, deps);
  await remember(() => noteOwnMessage(prisma, chatId, BigInt(sent.messageId)), deps);
  return sent;
}
