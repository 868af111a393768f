import type { Api } from 'grammy';
import { languages, type Texts } from '../platform/i18n/index.js';

const commands = ['menu', 'plan', 'cancel', 'help'] as const;

/** Tells Telegram the commands in every language; clients show them when somebody types "/". */
export async function registerCommands(api: Api, texts: Texts): Promise<void> {
  const scope = { type: 'all_private_chats' as const };
  const listIn = (language: (typeof languages)[number]) =>
    commands.map((command) => ({ command, description: texts.in(language)(`command-${command}`) }));
  await api.setMyCommands(listIn('ru'), { scope });
  for (const language of languages)
    await api.setMyCommands(listIn(language), { scope, language_code: language });
}
