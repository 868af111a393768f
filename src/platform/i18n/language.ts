export const languages = ['ru', 'en', 'ka'] as const;
export type Language = (typeof languages)[number];

/** The language of a person's Telegram client when it is one of ours, Russian otherwise. */
export function languageOf(code: string | null | undefined): Language {
  const short = code?.slice(0, 2).toLowerCase();
  return languages.find((language) => language === short) ?? 'ru';
}
