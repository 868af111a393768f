import type { NextFunction } from 'grammy';
import { findMember } from '../../domain/staff/index.js';
import { languageOf } from '../../platform/i18n/index.js';
import type { BotContext } from './context.js';
import type { BotDeps } from './deps.js';

/** Who it is and in which language they are spoken to; strangers by the language of their Telegram. */
export function identify(deps: BotDeps) {
  return async (ctx: BotContext, next: NextFunction): Promise<void> => {
    ctx.person = ctx.from === undefined ? null : await findMember(deps.prisma, BigInt(ctx.from.id));
    ctx.language = ctx.person?.language ?? languageOf(ctx.from?.language_code);
    ctx.t = deps.texts.in(ctx.language);
    ctx.toast = {};
    await next();
  };
}
