import { GrammyError } from 'grammy';
import { encodeCallback, inlineKeyboard, type Button, type Callback } from '../../domain/posts/index.js';
import { fitLines, type Line } from '../../kernel/html.js';
import type { StaffContext } from './context.js';

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
  const pressed = ctx.callbackQuery?.message;
  if (ctx.chat?.type !== 'private') {
    await ctx.api.sendMessage(Number(ctx.person.telegramId), markup, options);
    ctx.toast = { text: ctx.t('answer-in-private') };
    return;
  }
  if (
    pressed !== undefined &&
    'text' in pressed &&
    (await turned(() => ctx.editMessageText(markup, options)))
  )
    return;
  await ctx.reply(markup, options);
}

/** False when Telegram lets nobody change that message any more. */
async function turned(edit: () => Promise<unknown>): Promise<boolean> {
  try {
    await edit();
    return true;
  } catch (error) {
    if (!(error instanceof GrammyError)) throw error;
    if (error.description.includes('message is not modified')) return true;
    if (/message (can't be edited|to edit not found)/.test(error.description)) return false;
    throw error;
  }
}
