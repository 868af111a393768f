import { nameKey } from '../search/index.js';
import type { Intent, Reading, Urgency } from './reading.js';
import { courtesies, hurryWords, intentWords, troubleWords } from './words.js';

/** By their letters; what has others, or Latin ones, is taken for English. */
const scripts: readonly (readonly [RegExp, language: string])[] = [
  [/\p{Script=Georgian}/u, 'ka'],
  [/\p{Script=Cyrillic}/u, 'ru'],
  [/\p{Script=Hebrew}/u, 'he'],
  [/\p{Script=Arabic}/u, 'ar'],
  [/\p{L}/u, 'en'],
];

/** The language that letters say; null when there are none. */
export function languageByLetters(text: string): string | null {
  return scripts.find(([letters]) => letters.test(text))?.[1] ?? null;
}

/**
 * What the letters and words of a message say by themselves: at once, without a model. Of a text without letters the
 * language is the `usual` one, English when nobody knows it.
 */
export function readByRules(text: string, usual?: string | null): Reading {
  return {
    language: languageByLetters(text) ?? usual ?? 'en',
    translation: null,
    ...meaningOf(wordsIn(text)),
    ...{ suggestion: null, suggestionMeans: null, by: 'rules' },
  };
}

function meaningOf(words: readonly string[]): { intent: Intent; urgency: Urgency } {
  const key = ` ${words.join(' ')}`;
  const has = (beginnings: readonly string[]): boolean => beginnings.some((one) => key.includes(` ${one}`));
  if (has(troubleWords)) return { intent: 'problem', urgency: 'high' };
  if (words.length > 0 && words.every((word) => courtesies.has(word)))
    return { intent: 'other', urgency: 'low' };
  const intent = intentWords.find(([, beginnings]) => has(beginnings))?.[0] ?? 'other';
  return { intent, urgency: has(hurryWords) ? 'high' : 'normal' };
}

function wordsIn(text: string): string[] {
  return nameKey(text)
    .replaceAll(/[!?…„“”«»]+/g, ' ')
    .split(' ')
    .filter((word) => word !== '');
}
