import type { Language } from '../../platform/i18n/index.js';

/** What the business knows of the company; the company file gives it. */
export interface CompanyFacts {
  /** IANA zone in which all branches live. */
  timezone: string;
  currency: string;
  /** Of what is posted in the branches' groups. */
  language: Language;
  branches: Readonly<Record<string, { title: string; chatId: bigint }>>;
}
