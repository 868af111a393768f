import type { Conversation } from '@grammyjs/conversations';
import { InlineKeyboard, type Context } from 'grammy';
import type { BotContext } from '../../core/context.js';

type Talk = Conversation<BotContext>;

const PREFIX = 'task-new:';

/** What a typed answer means: a value, or why it will not do. */
export type Read = { value: string; label: string } | { fault: string };

/** Asks for a line of text; what is too short is asked for again. Ends the conversation with anything else. */
export async function askText(
  conversation: Talk,
  ctx: Context,
  question: string,
  complaint: string,
): Promise<string> {
  await ctx.reply(question);
  for (;;) {
    const answer = await conversation.wait();
    const text = typedIn(answer);
    if (text === null) return conversation.halt({ next: true });
    if (text.trim().length > 1) return text.trim();
    await answer.reply(complaint);
  }
}

/**
 * Asks with buttons, and by `typed` also takes what is written. The question shows the answer in place of its buttons.
 * Ends the conversation with anything else.
 */
export async function askButtons(
  conversation: Talk,
  ctx: Context,
  asked: {
    question: string;
    options: readonly { label: string; value: string }[];
    inRow?: number;
    typed?: (text: string) => Promise<Read>;
  },
): Promise<string> {
  const { question, options, inRow = 1, typed } = asked;
  const keyboard = new InlineKeyboard();
  for (const [at, { label, value }] of options.entries()) {
    if (at > 0 && at % inRow === 0) keyboard.row();
    keyboard.text(label, `${PREFIX}${value}`);
  }
  const sent = await ctx.reply(question, { reply_markup: keyboard });
  const settle = async (label: string): Promise<void> => {
    await ctx.api.editMessageText(sent.chat.id, sent.message_id, `${question}\n👉 ${label}`);
  };
  for (;;) {
    const answer = await conversation.wait();
    const pressed = answer.callbackQuery;
    const chosen =
      pressed?.message?.message_id === sent.message_id
        ? options.find(({ value }) => pressed.data === `${PREFIX}${value}`)
        : undefined;
    if (chosen !== undefined) {
      await settle(chosen.label);
      return chosen.value;
    }
    const text = typedIn(answer);
    if (text === null || typed === undefined) return conversation.halt({ next: true });
    const read = await typed(text);
    if ('value' in read) {
      await settle(read.label);
      return read.value;
    }
    await answer.reply(read.fault);
  }
}

/** Null: a command, a button or a photo, which is no answer. */
function typedIn(answer: Context): string | null {
  const text = answer.message?.text;
  return text === undefined || text.startsWith('/') ? null : text;
}
