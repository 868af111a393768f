import { carName } from '../../../domain/bookings/index.js';
import {
  factsOf,
  textsOf,
  type ChecklistKind,
  type Facts,
  type OpenChecklist,
} from '../../../domain/checklists/index.js';
import type { StaffMember } from '../../../domain/staff/index.js';
import type { Language, Translate } from '../../../platform/i18n/index.js';
import { branchTitle } from '../../core/branches.js';
import type { BotDeps } from '../../core/deps.js';

/** What it takes to put a checklist into words. */
export interface View {
  open: OpenChecklist;
  deps: Pick<BotDeps, 'company' | 'texts'>;
  language: Language;
  /** With the texts that the definition brings along. */
  t: Translate;
  facts: Facts;
  /** To whom it can be handed over; looked up only while that is asked. */
  colleagues: readonly StaffMember[];
}

export function viewOf(
  open: OpenChecklist,
  deps: View['deps'],
  language: Language,
  colleagues: readonly StaffMember[] = [],
): View {
  const t = textsOf(open.progress.definition, language, deps.texts.in(language));
  return { open, deps, language, t, facts: factsOf(open, deps.company.currency), colleagues };
}

/** What the checklist is about: the car, or the branch whose cash it is. */
export function subjectName({ open, deps, t }: Pick<View, 'open' | 'deps' | 't'>): string {
  if (open.booking !== null) return carName(open.booking, t);
  const { car } = open;
  if (car === null) return branchTitle(open.row.branch, deps.company);
  const known = [car.plate, car.model].filter((part) => part !== null && part !== '').join(' · ');
  return known === '' ? t('topic-car', { id: String(car.id) }) : known;
}

const signs: Readonly<Record<ChecklistKind, string>> = {
  issue: '📋',
  return: '↩️',
  cash: '💵',
  trip: '🛣',
  maintenance: '🔧',
};

export function titleOf({ open, deps, t }: Pick<View, 'open' | 'deps' | 't'>): string {
  const { kind } = open.row;
  return `${signs[kind]} ${t(`checklist-title-${kind}`)} · ${subjectName({ open, deps, t })}`;
}
