import { Composer } from 'grammy';
import { acceptInvitation, type Acceptance } from '../../../domain/staff/index.js';
import { cardPost } from '../../../domain/posts/index.js';
import { html, lines } from '../../../kernel/html.js';
import type { BotContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';
import { languageKeyboard } from '../language/index.js';

const refusals: Readonly<Record<Exclude<Acceptance, 'accepted' | 'already_staff'>, string>> = {
  unknown: 'invitation-unknown',
  used: 'invitation-used',
  expired: 'invitation-expired',
};

/** `/start <code>` of somebody who is not staff yet: the one thing that a stranger can do. */
export function invitationsAtTheDoor(deps: BotDeps): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  composer
    .chatType('private')
    .command('start')
    .filter(
      (ctx) => ctx.person === null && ctx.match !== '',
      async (ctx) => {
        const { id, first_name, last_name, username } = ctx.from;
        const name = [first_name, last_name].filter(Boolean).join(' ');
        const telegramId = BigInt(id);
        const acceptance = await ctx.scope.commit(async (work) => {
          const result = await acceptInvitation(
            work.tx,
            ctx.match,
            { telegramId, name, username: username ?? null },
            deps.clock.now(),
          );
          if (result === 'accepted')
            await work.emit(
              cardPost({
                key: `welcome:${telegramId}`,
                to: { chatId: String(telegramId) },
                html: lines(html`<b>${ctx.t('welcome', { name })}</b>`, ctx.t('welcome-language')),
                keyboard: languageKeyboard(ctx.t),
                correlationId: ctx.scope.correlationId,
                priority: 1,
              }),
            );
          return result;
        });
        if (acceptance !== 'accepted' && acceptance !== 'already_staff')
          await ctx.reply(ctx.t(refusals[acceptance]));
      },
    );
  return composer;
}
