import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FluentBundle, FluentResource, type FluentVariable } from '@fluent/bundle';
import { languages, type Language } from './language.js';

/** The text of `key` in one language. A missing key or variable shows the key: a test keeps that from happening. */
export type Translate = (key: string, variables?: Record<string, FluentVariable>) => string;

export interface Texts {
  in(language: Language): Translate;
}

/** Reads `<folder>/<language>/*.ftl` (Fluent). Throws when a file does not parse. */
export function loadTexts(folder: string): Texts {
  const bundles = new Map(languages.map((language) => [language, loadBundle(folder, language)]));
  const translators = new Map(
    languages.map((language): [Language, Translate] => [
      language,
      (key, variables) => {
        const bundle = bundles.get(language);
        const pattern = bundle?.getMessage(key)?.value;
        if (bundle === undefined || pattern === null || pattern === undefined) return key;
        return bundle.formatPattern(pattern, variables ?? {}, []);
      },
    ]),
  );
  return { in: (language) => translators.get(language) ?? ((key) => key) };
}

function loadBundle(folder: string, language: Language): FluentBundle {
  // Isolation marks would be visible characters in plates and numbers that people copy.
  const bundle = new FluentBundle(language, { useIsolating: false });
  const path = join(folder, language);
  for (const file of readdirSync(path).filter((name) => name.endsWith('.ftl'))) {
    const errors = bundle.addResource(new FluentResource(readFileSync(join(path, file), 'utf8')));
    if (errors.length > 0)
      throw new Error(`${language}/${file}: ${errors.map((error) => error.message).join('; ')}`);
  }
  return bundle;
}
