import { languageByLetters } from './rules.js';

/** Languages that share their letters with another, by which the rules call them. */
const cyrillic: ReadonlySet<string> = new Set(['be', 'bg', 'kk', 'ky', 'mk', 'mn', 'sr', 'tg', 'uk']);

/**
 * In which language a client writes, now that this text came. Letters do not tell German from English: what is known of
 * the chat stands as long as they do not speak against it.
 */
export function languageInChat(text: string, known: string | null): string | null {
  const byLetters = languageByLetters(text);
  if (byLetters === null || known === null) return byLetters ?? known;
  return lettersOf(known) === byLetters ? known : byLetters;
}

function lettersOf(language: string): string {
  if (cyrillic.has(language)) return 'ru';
  return ['ka', 'ru', 'he', 'ar'].includes(language) ? language : 'en';
}
