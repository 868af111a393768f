import { encodeCallback, type Button } from '../../../domain/posts/index.js';
import { saveSettings } from '../../../domain/staff/index.js';
import { languages, type Language, type Translate } from '../../../platform/i18n/index.js';
import type { StaffContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';
import type { Feature } from '../../core/feature.js';
import { showScreen } from '../../core/screen.js';

export function languageFeature(deps: BotDeps): Feature {
  return {
    menu: [
      {
        label: 'menu-language',
        permission: 'settings.change',
        place: 90,
        open: (ctx) =>
          showScreen(ctx, { lines: [ctx.t('welcome-language')], keyboard: languageKeyboard(ctx.t) }),
      },
    ],
    presses: {
      language: {
        permission: 'settings.change',
        handle: (ctx, { language }) => pressLanguage(ctx, language, deps),
      },
    },
  };
}

export function languageKeyboard(t: Translate): Button[][] {
  return [
    languages.map((language) => ({
      text: t(`language-${language}`),
      data: encodeCallback({ action: 'language', language }),
    })),
  ];
}

/** The person's language from now on; the menu comes at once in it. */
async function pressLanguage(ctx: StaffContext, language: Language, deps: BotDeps): Promise<void> {
  await ctx.scope.commit((work) => saveSettings(work.tx, ctx.person.telegramId, { language }));
  ctx.person.language = language;
  ctx.language = language;
  ctx.t = deps.texts.in(language);
  ctx.toast = { text: ctx.t('language-chosen') };
  if (ctx.chat?.type === 'private') await ctx.openMenu();
}
