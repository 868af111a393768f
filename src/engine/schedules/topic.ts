import { scheduleFault } from './schedule-fault.js';

const PREFIX = 'custom.';
const PART = /^[a-z0-9_-]+$/i;

/**
 * Whether a topic fits a pattern: parts are separated by dots, `*` stands for one part, `**`, or a `*` at the end, for
 * one part or more. Outside agents may leave out the `custom.` that their topics have here.
 */
export function matchesTopic(pattern: string, topic: string): boolean {
  return matchParts(bare(pattern).split('.'), bare(topic).split('.'));
}

/** Answers the pattern without spaces around it; throws `schedule.invalid` when it is none. */
export function parseTopicPattern(text: string): string {
  const pattern = text.trim();
  const parts = pattern.split('.');
  for (const part of parts)
    if (part !== '*' && part !== '**' && !PART.test(part))
      throw scheduleFault(
        'schedule_expr',
        part === ''
          ? `the topic pattern "${pattern}" has an empty part`
          : `"${part}" is no part of a topic pattern: letters, digits, _ and -, or * or ** alone`,
      );
  return pattern;
}

function bare(topic: string): string {
  return topic.startsWith(PREFIX) ? topic.slice(PREFIX.length) : topic;
}

/** Follows all ways to read the wildcards at once: the places in the topic up to which the pattern fits so far. */
function matchParts(pattern: readonly string[], topic: readonly string[]): boolean {
  let fits: number[] = [0];
  for (const [index, part] of pattern.entries()) {
    const manyParts = part === '**' || (part === '*' && index === pattern.length - 1);
    fits = manyParts
      ? topic.map((_, place) => place + 1).filter((place) => place > Math.min(...fits))
      : fits
          .filter((place) => place < topic.length && (part === '*' || part === topic[place]))
          .map((place) => place + 1);
  }
  return fits.includes(topic.length);
}
