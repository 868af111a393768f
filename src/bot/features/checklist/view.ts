import type { OpenChecklist } from '../../../domain/checklists/index.js';
import type { Language, Translate } from '../../../platform/i18n/index.js';
import type { BotDeps } from '../../core/deps.js';

/** What it takes to put a checklist into words. */
export interface View {
  open: OpenChecklist;
  deps: Pick<BotDeps, 'company' | 'texts'>;
  language: Language;
  t: Translate;
}
