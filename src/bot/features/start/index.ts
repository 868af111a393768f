import type { StaffContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';
import type { Feature } from '../../core/feature.js';
import { offerUnfinished } from '../checklist/index.js';
import { invitationsAtTheDoor } from './door.js';

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
