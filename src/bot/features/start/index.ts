import { Composer } from 'grammy';
import { acceptInvitation, type Acceptance } from '../../../domain/staff/index.js';
import { cardPost } from '../../../domain/posts/index.js';
import { html, lines } from '../../../kernel/html.js';
import type { BotContext, StaffContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';
import type { Feature } from '../../core/feature.js';
import { offerUnfinished } from '../checklist/index.js';
import { languageKeyboard } from '../language/index.js';

const refusals: Readonly<Record<Exclude<Acceptance, 'accepted' | 'already_staff'>, string>> = {
  unknown: 'invitation-unknown',
  used: 'invitation-used',
  expired: 'invitation-expired',
};

/** `/start` and `/menu`: the way in, and back to the beginning. */
export function startFeature(deps: BotDeps): Feature {
  const begin = async (ctx: StaffContext): Promise<void> => {
    if (ctx.person.language === null) await ctx.reply(ctx.t('welcome-language-hint'));
    await ctx.openMenu();
    await offerUnfinished(ctx, deps);
  };
  return {
    door: invitationsAtTheDoor(deps),
    commands: {
      start: { permission: 'menu.open', handle: begin },
      menu: { permission: 'menu.open', place: 10, handle: begin },
    },
    presses: { menu: { permission: 'menu.open', handle: (ctx) => ctx.openMenu() } },
  };
}

/** `/start <code>` of somebody who is not staff yet: the one thing that a stranger can do. */
function invitationsAtTheDoor(deps: BotDeps): Composer<BotContext> {
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
