import { GrammyError } from 'grammy';
import { encodeCallback, inlineKeyboard, type Button, type Callback } from '../../domain/posts/index.js';
import { fitLines, type Line } from '../../kernel/html.js';
import type { StaffContext } from './context.js';
import { turnPressed } from './turn.js';

/** Telegram's bound for a text, with room for what counts twice. */
const TEXT_LIMIT = 4_000;

export interface Screen {
  lines: readonly Line[];
  keyboard?: Button[][];
  /** Where the way back leads: the menu when absent. */
  back?: Callback;
}

/**
 * Shows a page of the bot in private. A press turns the message that was pressed into it, so that walking through pages
 * leaves one message behind and not twenty; a command sends it. The way back is always the last row.
 */
export async function showScreen(ctx: StaffContext, screen: Screen): Promise<void> {
  const { markup } = fitLines(screen.lines, TEXT_LIMIT);
  const back: Button = {
    text: `← ${ctx.t('button-back')}`,
    data: encodeCallback(screen.back ?? { action: 'menu' }),
  };
  const options = {
    parse_mode: 'HTML' as const,
    link_preview_options: { is_disabled: true },
    reply_markup: inlineKeyboard([...(screen.keyboard ?? []), [back]], ctx.me.username),
  };
  if (ctx.chat?.type !== 'private') return sendPrivately(ctx, markup, options);
  if (!(await turnPressed(ctx, markup, options))) await ctx.reply(markup, options);
}

/** A press in a group is answered where others do not read it, if the person has ever written to the bot. */
async function sendPrivately(
  ctx: StaffContext,
  markup: string,
  options: Parameters<typeof ctx.reply>[1],
): Promise<void> {
  try {
    await ctx.api.sendMessage(Number(ctx.person.telegramId), markup, options);
    ctx.toast = { text: ctx.t('answer-in-private') };
  } catch (error) {
    // 403: the bot may not begin a conversation, or was blocked.
    if (!(error instanceof GrammyError) || error.error_code !== 403) throw error;
    ctx.toast = { text: ctx.t('open-private-first'), alert: true };
  }
}
