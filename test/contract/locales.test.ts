import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { languages } from '../../src/platform/i18n/index.js';
import { readCatalogue } from '../support/message-catalogue.js';
import { findMessageUses } from '../support/message-uses.js';

/** Keys whose end is only known when the program runs. */
const DYNAMIC: { keys: string; because: string }[] = [
  { keys: 'step-*', because: 'steps are named by the checklist definition' },
  { keys: 'ask-*', because: 'steps are named by the checklist definition' },
  { keys: 'unit-*', because: 'units are named by the checklist definition' },
  { keys: 'suggested-*', because: 'facts are named by the checklist definition' },
  { keys: 'take-*', because: 'facts are named by the checklist definition' },
  { keys: 'checklist-title-*', because: 'one for every kind of checklist' },
  { keys: 'choose-title-*', because: 'one for every kind of checklist' },
  { keys: 'button-finish-*', because: 'one for every kind of checklist' },
  { keys: 'slot-*', because: 'photo slots are named by the checklist definition' },
  { keys: 'option-*', because: 'options are named by the checklist definition' },
  { keys: 'zone-*', because: 'zones of a car are named by the checklist definition' },
  { keys: 'skip-*', because: 'reasons to skip are named by the checklist definition' },
  { keys: 'charge-kind-*', because: 'one for every kind of charge at a return' },
  { keys: 'charge-line-*', because: 'one for every kind of charge at a return' },
  { keys: 'method-*', because: 'one for every way of payment' },
  { keys: 'role-*', because: 'one for every role' },
  { keys: 'command-*', because: 'one for every command' },
  { keys: 'language-*', because: 'one for every language' },
  { keys: 'photo-again-*', because: 'one for every fault of a photo' },
  { keys: 'photos-flag-*', because: 'one for every fault of a photo' },
  { keys: 'right-*', because: 'one for every right that the bot needs in a group' },
  { keys: 'photos-of-*', because: 'one for every kind of checklist' },
];

/** Texts that are the same in every language although they hold Cyrillic letters. */
const SAME_EVERYWHERE = 'language-';

const root = join(import.meta.dirname, '../..');
const catalogues = languages.map((language) => ({
  language,
  ...readCatalogue(join(root, 'locales', language)),
}));
const reference = catalogues.find(({ language }) => language === 'ru')?.entries ?? new Map<string, never>();
const others = catalogues.filter(({ language }) => language !== 'ru');
const { uses, literals } = findMessageUses(join(root, 'src'));
const keys = [...reference.keys()].filter((key) => !key.includes('.'));

describe('the texts', () => {
  it('are there', () => {
    expect(keys.length).toBeGreaterThan(0);
  });

  it.each(catalogues)('parse whole in $language, every key once', ({ faults }) => {
    expect(faults).toEqual([]);
  });

  it.each(others)('have the same keys and attributes in $language as in ru', ({ entries }) => {
    expect([...entries.keys()].sort()).toEqual([...reference.keys()].sort());
  });

  it.each(others)('take the same variables in $language as in ru', ({ entries }) => {
    const common = [...entries].filter(([key]) => reference.has(key));
    const here = Object.fromEntries(common.map(([key, entry]) => [key, entry.variables]));
    const there = Object.fromEntries(common.map(([key]) => [key, reference.get(key)?.variables]));
    expect(here).toEqual(there);
  });

  it.each(others)('are translated in $language, not copied', ({ entries }) => {
    const copied = [...entries].filter(
      ([key, { text }]) =>
        /\p{Script=Cyrillic}/u.test(text) &&
        text === reference.get(key)?.text &&
        !key.startsWith(SAME_EVERYWHERE),
    );
    expect(copied.map(([key]) => key)).toEqual([]);
  });

  it('refer only to texts that are there', () => {
    const missing = catalogues.flatMap(({ language, entries }) =>
      [...entries].flatMap(([key, { references }]) =>
        references.filter((name) => !entries.has(name)).map((name) => `${language}: ${key} → ${name}`),
      ),
    );
    expect(missing).toEqual([]);
  });
});

describe('the code and the texts', () => {
  it('every key of the code is in the texts', () => {
    const missing = uses.filter(({ key }) => !key.includes('*') && !keys.includes(key));
    expect(missing.map(({ key, at }) => `${key} (${at})`)).toEqual([]);
  });

  it('every text is used', () => {
    const referenced = new Set([...reference.values()].flatMap(({ references }) => references));
    const unused = keys.filter(
      (key) =>
        !literals.has(key) && !referenced.has(key) && !DYNAMIC.some((dynamic) => matches(dynamic.keys, key)),
    );
    expect(unused).toEqual([]);
  });

  it('every text gets the variables that it takes', () => {
    const lacking = uses.flatMap(({ key, at, variables }) => {
      const wanted = variables === null ? [] : (reference.get(key)?.variables ?? []);
      return wanted.filter((name) => !variables?.includes(name)).map((name) => `$${name} of ${key} (${at})`);
    });
    expect(lacking).toEqual([]);
  });

  it('keys made at run time are the listed ones, each of them with a text', () => {
    const made = [...new Set(uses.map(({ key }) => key).filter((key) => key.includes('*')))];
    expect(made.sort()).toEqual(DYNAMIC.map((dynamic) => dynamic.keys).sort());
    expect(DYNAMIC.filter((dynamic) => !keys.some((key) => matches(dynamic.keys, key)))).toEqual([]);
  });
});

function matches(pattern: string, key: string): boolean {
  const [head = '', tail = ''] = pattern.split('*');
  return key.length > head.length + tail.length && key.startsWith(head) && key.endsWith(tail);
}
