import type { BotDeps } from '../../core/deps.js';
import type { Feature } from '../../core/feature.js';
import { hoursDialogue, TYPED_HOURS } from './hours-dialogue.js';
import { pressHours, showHours } from './hours.js';
import { showLanguages, showSettings } from './screens.js';

export { hoursText, quietHoursText, workingHoursText } from './words.js';

/** `/settings`: what everybody sets for themselves: language, working hours, quiet hours. */
export function settingsFeature(deps: BotDeps): Feature {
  const permission = 'settings.change';
  return {
    commands: { settings: { permission, place: 85, handle: (ctx) => showSettings(ctx, deps) } },
    menu: [{ label: 'menu-settings', permission, place: 85, open: (ctx) => showSettings(ctx, deps) }],
    presses: {
      settings: {
        permission,
        handle(ctx, { verb }) {
          switch (verb) {
            case 'show':
              return showSettings(ctx, deps);
            case 'language':
              return showLanguages(ctx);
            case 'work':
            case 'quiet':
              return showHours(ctx, verb, deps);
            case 'typework':
              return ctx.conversation.enter(TYPED_HOURS, 'work');
            case 'typequiet':
              return ctx.conversation.enter(TYPED_HOURS, 'quiet');
          }
        },
      },
      'settings.hours': {
        permission,
        handle: (ctx, { kind, hours }) => pressHours(ctx, kind, hours, deps),
      },
    },
    dialogues: [{ id: TYPED_HOURS, run: hoursDialogue(deps) }],
  };
}
