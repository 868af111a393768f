import type { InlineKeyboardMarkup } from 'grammy/types';
import { inlineKeyboard, type CardPost } from '../../domain/posts/index.js';
import { sha256 } from '../../kernel/ids.js';
import type { Delivered, DeliveryDeps } from './delivery.js';
import { isNotModified, isRefusal } from './errors.js';
import { asHtml, sendHtml } from './html-message.js';
import { rememberCard } from './remember.js';

/** A card further above the person's newest message than this is out of sight on a phone and is sent again below. */
const OUT_OF_SIGHT = 2;

/** Sends the card, or edits the message under which its key is known. */
export async function deliverCard(post: CardPost, deps: DeliveryDeps): Promise<Delivered> {
  const { api, prisma, chats, topics } = deps;
  const chatId = await chats.resolve(post.to);
  const threadId = 'topic' in post.to ? await topics.ensure(chatId, post.to.topic) : null;
  const keyboard = await keyboardOf(post, deps);
  const contentHash = sha256(JSON.stringify([post.html, keyboard]));
  const readAt = BigInt(post.readAt ?? 0);
  const known = await prisma.card.findUnique({ where: { key: post.key } });
  const messageId = known?.messageIds[0];

  if (known?.chatId === chatId && known.threadId === threadId && messageId !== undefined) {
    if (known.readAt > readAt) return { skipped: 'older', units: 0 };
    const farAbove = post.seen !== undefined && BigInt(post.seen) - messageId > OUT_OF_SIGHT;
    const outOfSight = post.below === true || farAbove;
    if (!outOfSight) {
      if (known.contentHash === contentHash) {
        // What was read in between must not come after this.
        if (readAt > known.readAt) await prisma.card.update({ where: { key: post.key }, data: { readAt } });
        return { skipped: 'same', units: 0 };
      }
      try {
        await api.editMessageText(Number(chatId), Number(messageId), post.html, {
          ...asHtml,
          reply_markup: keyboard,
        });
      } catch (error) {
        if (!isNotModified(error)) throw error;
      }
      await prisma.card.update({ where: { key: post.key }, data: { contentHash, readAt } });
      return { messageId: Number(messageId), edited: true, units: 1 };
    }
    // The old one goes first: two cards with buttons would be two ways into one thing.
    await api.deleteMessage(Number(chatId), Number(messageId)).catch((error: unknown) => {
      if (!isRefusal(error)) throw error;
    });
  }
  const sent = await sendHtml({ chatId, threadId, silent: post.silent }, post.html, keyboard, deps);
  const newest = BigInt(sent.messageId);
  await rememberCard(deps, post.key, { chatId, threadId, messageIds: [newest], contentHash, readAt });
  return sent;
}

/** The bot's own name is asked for only where a button leads to it. */
async function keyboardOf(
  { keyboard }: CardPost,
  { username }: DeliveryDeps,
): Promise<InlineKeyboardMarkup | undefined> {
  if (keyboard === undefined) return undefined;
  const leadsIn = keyboard.flat().some((button) => 'link' in button);
  return inlineKeyboard(keyboard, leadsIn ? await username() : '');
}
