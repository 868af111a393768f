import { nameKey } from '../../../domain/search/index.js';
import { languages, type Texts } from '../../../platform/i18n/index.js';

/** Beginnings of words by which a message is recognised, of all languages: people mix them. */
export interface Words {
  trouble: readonly string[];
  request: readonly string[];
  /** Whole words of greetings, thanks and yes. */
  greeting: ReadonlySet<string>;
  /** What stands before the number of a booking. */
  booking: readonly string[];
  /** What stands before or behind a number that is none. */
  measure: readonly string[];
}

export function wordsOf(texts: Texts): Words {
  const all = (
    key: 'words-trouble' | 'words-request' | 'words-greeting' | 'words-booking' | 'words-measure',
  ) => languages.flatMap((language) => texts.in(language)(key).split(',')).map(nameKey);
  return {
    trouble: all('words-trouble'),
    request: all('words-request'),
    greeting: new Set(all('words-greeting')),
    booking: all('words-booking'),
    measure: all('words-measure'),
  };
}

export type WordedKind = 'problem' | 'request' | 'chat' | null;

/** What the words of a message say that it is; null when they say nothing. Trouble counts more than a wish. */
export function kindByWords(text: string, words: Words): WordedKind {
  const key = ` ${wordsIn(text).join(' ')}`;
  const has = (beginnings: readonly string[]): boolean => beginnings.some((one) => key.includes(` ${one}`));
  if (has(words.trouble)) return 'problem';
  if (has(words.request)) return 'request';
  return wordsIn(text).every((word) => words.greeting.has(word)) ? 'chat' : null;
}

const NUMBERS = 5;

/**
 * What may be numbers of bookings in a message: a number alone, one behind a word for booking, or six digits and more
 * that are no mileage or price. Whether there is such a booking is for the database to say.
 */
export function bookingNumbersIn(text: string, words: Words): number[] {
  const parts = wordsIn(text.replaceAll(/[№#]/g, ' # '));
  const found = parts.flatMap((part, at) => {
    if (!/^\d{3,9}$/.test(part) || Number(part) === 0) return [];
    const [before, behind] = [parts[at - 1] ?? '', parts[at + 1] ?? ''];
    const marked = before === '#' || words.booking.some((one) => before.startsWith(one));
    const measured = [before, behind].some((word) => words.measure.some((one) => word.startsWith(one)));
    return marked || parts.length === 1 || (part.length >= 6 && !measured) ? [Number(part)] : [];
  });
  return [...new Set(found)].slice(0, NUMBERS);
}

function wordsIn(text: string): string[] {
  return nameKey(text)
    .replaceAll(/[!?…]+/g, ' ')
    .split(' ')
    .filter((word) => word !== '');
}
