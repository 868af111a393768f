import type { InlineKeyboardMarkup } from 'grammy/types';
import type { DeliveryDeps } from './delivery.js';
import { sendNew } from './new-message.js';

/** How every text of ours is read by Telegram. */
export const asHtml = { parse_mode: 'HTML' as const, link_preview_options: { is_disabled: true } };

/** Sends one message as `sendNew` does. */
export async function sendHtml(
  { chatId, threadId, silent }: { chatId: bigint; threadId: bigint | null; silent?: boolean | undefined },
  html: string,
  keyboard: InlineKeyboardMarkup | undefined,
  deps: DeliveryDeps,
): Promise<{ messageId: number; units: number }> {
  const { api } = deps;
  const options = { ...asHtml, reply_markup: keyboard };
  const { messageIds, units } = await sendNew(
    chatId,
    {
      size: 1,
      probe: (messageId) => api.editMessageText(Number(chatId), messageId, html, options),
      async send() {
        const where = { message_thread_id: threadId === null ? undefined : Number(threadId) };
        const sound = { disable_notification: silent };
        const sent = await api.sendMessage(Number(chatId), html, { ...options, ...where, ...sound });
        return [sent.message_id];
      },
    },
    deps,
  );
  return { messageId: Math.max(...messageIds), units };
}
