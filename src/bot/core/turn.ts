import { GrammyError, type Context } from 'grammy';

type Options = NonNullable<Parameters<Context['editMessageText']>[1]>;

/**
 * Turns the message in private whose button was pressed into this one. False: nothing was pressed there, or Telegram lets
 * nobody change that message any more, and a new one is to be sent.
 */
export async function turnPressed(ctx: Context, markup: string, options: Options): Promise<boolean> {
  const pressed = ctx.callbackQuery?.message;
  if (ctx.chat?.type !== 'private' || pressed === undefined || !('text' in pressed)) return false;
  return unlessRefused(() => ctx.editMessageText(markup, options));
}

/** Changes a message; true also when it shows that already: the press came twice. False when it cannot be changed. */
export async function unlessRefused(edit: () => Promise<unknown>): Promise<boolean> {
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
