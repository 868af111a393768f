import { join } from 'node:path';
import type { CompanyFacts } from '../../src/domain/company/index.js';
import type { Clock } from '../../src/kernel/clock.js';
import { loadTexts, type Texts } from '../../src/platform/i18n/index.js';
import { packageRoot } from '../../src/platform/package-root.js';

/** Noon in Tbilisi, on a Monday. */
export const NOON = new Date('2031-03-03T08:00:00Z');

/** Two branches in Georgia that speak English. */
export const COMPANY: CompanyFacts = {
  timezone: 'Asia/Tbilisi',
  currency: 'GEL',
  language: 'en',
  branches: {
    tbilisi: { title: 'Tbilisi', chatId: -1001n },
    batumi: { title: 'Batumi', chatId: -1002n },
  },
};

export interface CompanyInTest {
  company: CompanyFacts;
  texts: Texts;
  clock: Clock;
  /** What the clock says from now on, until it is told something else. */
  setTime(now: Date): void;
}

/** What most of the domain asks for besides the database. It is noon there until a test says something else. */
export function companyInTest(): CompanyInTest {
  let now = NOON;
  return {
    company: COMPANY,
    texts: loadTexts(join(packageRoot, 'locales')),
    clock: { now: () => now },
    setTime(moment) {
      now = moment;
    },
  };
}
