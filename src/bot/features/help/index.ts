import { may } from '../../../domain/staff/index.js';
import { html, lines } from '../../../kernel/html.js';
import type { Feature } from '../../core/feature.js';

/** `/help`: what the bot can do for this person. */
export function helpFeature(): Feature {
  return {
    commands: {
      help: {
        permission: 'menu.open',
        place: 90,
        handle: async (ctx) => {
          const more = may(ctx.person, 'schedule.change') && ctx.t('help-text-admin');
          const text = lines(html`<b>${ctx.t('help-title')}</b>`, ctx.t('help-text'), more);
          await ctx.reply(text.markup, { parse_mode: 'HTML' });
        },
      },
    },
  };
}
