import type { BranchlineEvent } from '../../engine/events/index.js';
import type { Clock } from '../../kernel/clock.js';
import type { Texts } from '../../platform/i18n/index.js';
import type { Prisma } from '../../platform/prisma/index.js';
import type { CompanyFacts } from '../company/index.js';
import type { Decision } from '../decisions/index.js';

/** What an agent may look at. It reads; it changes nothing. */
export interface AgentView {
  db: Prisma.TransactionClient;
  company: CompanyFacts;
  texts: Texts;
  clock: Clock;
}

/** A function from an event, and what it reads, to decisions. The same event gives the same decisions. */
export type Agent = (event: BranchlineEvent, view: AgentView) => Promise<Decision[]>;

const DAY_MS = 24 * 3_600_000;

/** A rental that ended before this is history: its cards are not touched any more. */
export function recently({ clock }: AgentView): Date {
  return new Date(clock.now().getTime() - 2 * DAY_MS);
}
