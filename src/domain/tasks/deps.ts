import type { Clock } from '../../kernel/clock.js';
import type { Texts } from '../../platform/i18n/index.js';
import type { CompanyFacts } from '../company/index.js';

/** What changes and shows tasks. */
export interface TaskDeps {
  company: CompanyFacts;
  texts: Texts;
  clock: Clock;
}
