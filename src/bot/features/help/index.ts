import { html, lines } from '../../../kernel/html.js';
import { commandList } from '../../commands.js';
import type { BotDeps } from '../../core/deps.js';
import type { Feature } from '../../core/feature.js';

/** `/help`: the commands that this person may give. `features`: all that the bot can do, this one among them. */
export function helpFeature(deps: BotDeps, features: () => readonly Feature[]): Feature {
  return {
    commands: {
      help: {
        permission: 'menu.open',
        place: 90,
        handle: async (ctx) => {
          const commands = commandList(features(), ctx.person.role, deps.texts, ctx.language);
          const text = lines(
            html`<b>${ctx.t('help-title')}</b>`,
            ...commands.map(({ command, description }) => html`/${command} — ${description}`),
            '',
            ctx.t('help-text'),
          );
          await ctx.reply(text.markup, { parse_mode: 'HTML' });
        },
      },
    },
  };
}
