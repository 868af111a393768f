import type { ChecklistKind, Ending, OpenChecklist } from '../../../domain/checklists/index.js';
import type { Work } from '../../../engine/jobs/index.js';
import type { BotDeps } from '../../core/deps.js';
import { finishCash } from './cash.js';
import { emitIssueCard, finishIssue } from './summary.js';
import { finishMaintenance } from './maintenance.js';
import { cancelReturn, enterReturnStep } from './return-follow.js';
import { emitReturnCard, finishReturn } from './return-summary.js';
import { finishTrip } from './trip.js';

/** What differs from kind to kind besides the definition. */
export interface KindOfChecklist {
  /** What follows from the last press, in the transaction in which the checklist ends. */
  finish(work: Work, open: OpenChecklist, deps: BotDeps, ending: Ending): Promise<void>;
  /**
   * Whoever walks it has come to a step: `open` says to which. Happens again when they come back to it. True: something
   * was posted to them, and the card goes below it.
   */
  enter?(work: Work, open: OpenChecklist, deps: BotDeps, ending: Ending): Promise<boolean>;
  /** Its summary once more: photos that came or were looked at after the end change what it says. */
  recap?(work: Work, open: OpenChecklist, deps: BotDeps, ending: Ending): Promise<void>;
  /** It is cancelled: what was asked of others on the way is taken back. */
  cancel?(work: Work, open: OpenChecklist, deps: BotDeps, ending: Ending): Promise<void>;
}

export const kinds: Readonly<Record<ChecklistKind, KindOfChecklist>> = {
  issue: { finish: finishIssue, recap: emitIssueCard },
  return: {
    finish: finishReturn,
    recap: (work, open, deps, { correlationId }) => emitReturnCard(work, open, deps, correlationId),
    enter: enterReturnStep,
    cancel: cancelReturn,
  },
  cash: { finish: finishCash },
  trip: { finish: finishTrip },
  maintenance: { finish: finishMaintenance },
};
