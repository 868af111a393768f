import type { StaffContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';
import { formatMoment, type Language, type Translate } from '../../../platform/i18n/index.js';

/** For whom a page is written: their language, the company's clock. */
export interface Reader {
  t: Translate;
  language: Language;
  /** "вт, 3 нояб., 19:00"; a dash when it is not known. */
  moment: (at: Date | null) => string;
  number: (value: number) => string;
}

export function readerOf(
  { t, language }: Pick<StaffContext, 't' | 'language'>,
  { company }: BotDeps,
): Reader {
  return {
    t,
    language,
    moment: (at) => (at === null ? '—' : formatMoment(at, company.timezone, language)),
    number: (value) => value.toLocaleString(language),
  };
}
