import { checklistOfSubject, SHOW_CHECKLIST, type ShowChecklist } from '../../../domain/checklists/index.js';
import type { Work } from '../../../engine/jobs/index.js';
import type { Approval } from '../../../platform/prisma/index.js';
import type { BotDeps } from '../../core/deps.js';
import { approvalCard } from './card.js';

/** The card says who and when; the checklist that waited is shown anew to the one who walks it. */
export async function afterDecision(
  work: Work,
  approval: Approval,
  deps: BotDeps,
  correlationId: string,
): Promise<void> {
  await work.emit(await approvalCard(work.tx, approval, deps, correlationId));
  const checklistId = checklistOfSubject(approval.subject);
  if (checklistId === null) return;
  const approved = approval.state === 'approved';
  const payload: ShowChecklist = {
    checklistId,
    notice: { key: approved ? 'checklist-exception-approved' : 'checklist-exception-rejected' },
  };
  await work.enqueue({ kind: SHOW_CHECKLIST, payload, correlationId, priority: 2 });
}
