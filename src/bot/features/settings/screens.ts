import { encodeCallback, type Button, type CallbackOf } from '../../../domain/posts/index.js';
import { html } from '../../../kernel/html.js';
import type { StaffContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';
import { showScreen } from '../../core/screen.js';
import { languageKeyboard } from '../language/index.js';
import { quietHoursText, workingHoursText } from './words.js';

export async function showSettings(ctx: StaffContext, deps: BotDeps): Promise<void> {
  const { t, person, language } = ctx;
  const button = (text: string, verb: CallbackOf<'settings'>['verb']): Button[] => [
    { text, data: encodeCallback({ action: 'settings', verb }) },
  ];
  await showScreen(ctx, {
    lines: [
      html`<b>${t('settings-title')}</b>`,
      html`🌐 ${t('person-language', { language: t(`language-${language}`) })}`,
      html`🕘 ${t('person-work', { hours: workingHoursText(person, deps.company, t) })}`,
      html`🌙 ${t('person-quiet', { hours: quietHoursText(person, t) })}`,
      '',
      html`<i>${t('settings-about')}</i>`,
    ],
    keyboard: [
      button(`🌐 ${t('button-settings-language')}`, 'language'),
      button(`🕘 ${t('button-settings-work')}`, 'work'),
      button(`🌙 ${t('button-settings-quiet')}`, 'quiet'),
    ],
  });
}

export async function showLanguages(ctx: StaffContext): Promise<void> {
  await showScreen(ctx, {
    lines: [ctx.t('welcome-language')],
    keyboard: languageKeyboard(ctx.t),
    back: { action: 'settings', verb: 'show' },
  });
}
