import { z } from 'zod';
import { loadChecklist, lockChecklist } from '../../../domain/checklists/index.js';
import { CHARGES_DECIDED, decideCharges } from '../../../domain/handovers/index.js';
import { DATABASE_JOB, defineJob, type AnyJobDefinition, type Work } from '../../../engine/jobs/index.js';
import type { BotDeps } from '../../core/deps.js';
import { emitChecklistCard } from './card.js';
import { emitReturnCard } from './return-summary.js';

/** A manager has decided about charges, or nobody has in time: the employee and the car's topic see what it comes to. */
export function createChargesDecidedJob(deps: BotDeps): AnyJobDefinition {
  return defineJob({
    ...DATABASE_JOB,
    kind: CHARGES_DECIDED,
    payload: z.object({ approvalId: z.uuid() }),
    async handle({ payload, correlationId }, { commit }) {
      await commit(async (work) => {
        const { approvalId } = payload;
        const about = await work.tx.charge.findFirst({
          where: { approvalId },
          select: { checklistId: true },
        });
        // The checklist first, as whoever walks it does: in another order two could wait for each other.
        if (about === null || (await lockChecklist(work.tx, about.checklistId)) === null) return;
        const decided = await decideCharges(work.tx, approvalId);
        if (decided === null) return;
        const key = decided.approved ? 'return-charges-approved' : 'return-charges-rejected';
        await showDecided(work, decided.checklistId, { key }, deps, correlationId);
      });
    },
  });
}

/**
 * Shows what a decision comes to. A settlement that is under way is asked with the new amount: a press on the old one is
 * stale. Where the return is over, the card comes below, so that whoever has to give back the rest is told. The checklist
 * is locked by the caller.
 */
export async function showDecided(
  work: Work,
  checklistId: string,
  notice: { key: string },
  deps: BotDeps,
  correlationId: string,
): Promise<void> {
  await work.tx.checklist.updateMany({
    where: { id: checklistId, state: 'active' },
    data: { version: { increment: 1 } },
  });
  const open = await loadChecklist(work.tx, checklistId);
  if (open === null) return;
  const below = open.row.state === 'done';
  await emitChecklistCard(work, open, deps, { correlationId, notice, below });
  if (below) await emitReturnCard(work, open, deps, correlationId);
}
