import type { Api } from 'grammy';
import type { BotCommand } from 'grammy/types';
import { may, type StaffRole } from '../domain/staff/index.js';
import { languages, type Language, type Texts } from '../platform/i18n/index.js';
import type { Feature } from './core/feature.js';

/** The commands that a role may give, in the order in which Telegram lists them. */
export function commandList(
  features: readonly Feature[],
  role: StaffRole,
  texts: Texts,
  language: Language,
): BotCommand[] {
  const person = { telegramId: 0n, name: '', role, branches: [] };
  return features
    .flatMap((feature) => Object.entries(feature.commands ?? {}))
    .filter(
      ([, { place, permission }]) =>
        place !== undefined && [permission].flat().some((one) => may(person, one)),
    )
    .sort(([, a], [, b]) => (a.place ?? 0) - (b.place ?? 0))
    .map(([command]) => ({ command, description: texts.in(language)(`command-${command}`) }));
}

/** Tells Telegram what everybody who works here may do, in every language; clients show it when somebody types "/". */
export async function registerCommands(api: Api, features: readonly Feature[], texts: Texts): Promise<void> {
  const scope = { type: 'all_private_chats' as const };
  await api.setMyCommands(commandList(features, 'staff', texts, 'ru'), { scope });
  for (const language of languages)
    await api.setMyCommands(commandList(features, 'staff', texts, language), {
      scope,
      language_code: language,
    });
}
