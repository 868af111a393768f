import type { Clock } from '../../kernel/clock.js';
import type { Texts } from '../../platform/i18n/index.js';
import type { CompanyFacts } from '../company/index.js';

/** What follows, answers and shows chats with clients. */
export interface ChatDeps {
  company: CompanyFacts;
  texts: Texts;
  clock: Clock;
}
