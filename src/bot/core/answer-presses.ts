import { GrammyError, type MiddlewareFn } from 'grammy';
import { shorten } from '../../kernel/html.js';
import type { BotContext } from './context.js';

/** Before the person wonders whether the press was taken. */
const ANSWER_WITHIN_MS = 700;

/**
 * Answers every press exactly once: with the feature's words when it has some by then, and without when the work behind
 * it takes longer than `withinMs`.
 */
export function answerPresses(withinMs = ANSWER_WITHIN_MS): MiddlewareFn<BotContext> {
  return async (ctx, next) => {
    if (ctx.callbackQuery === undefined) return next();
    let answered: Promise<void> | undefined;
    const answer = (): Promise<void> => (answered ??= send(ctx));
    const timer = setTimeout(() => void answer(), withinMs);
    try {
      await next();
    } finally {
      clearTimeout(timer);
      await answer();
    }
  };
}

async function send(ctx: BotContext): Promise<void> {
  const { text, alert } = ctx.toast;
  try {
    await ctx.answerCallbackQuery({
      text: text === undefined ? undefined : shorten(text, 200),
      show_alert: alert ?? false,
    });
  } catch (error) {
    // "query is too old": the person has seen the effect or will; nothing is lost with the toast.
    if (!(error instanceof GrammyError)) throw error;
    ctx.scope.log.debug({ err: error }, 'a press could not be answered any more');
  }
}
