import { z } from 'zod';
import { findApproval } from '../../../domain/approvals/index.js';
import { DATABASE_JOB, defineJob, type AnyJobDefinition } from '../../../engine/jobs/index.js';
import type { BotDeps } from '../../core/deps.js';
import { emitCashCard } from './cash-card.js';
import { emitTripCard } from './trip-card.js';

/** What a checklist established has been decided about: its card says so. */
export const RESULT_DECIDED = 'checklist.result_decided';

export function createResultDecidedJob(deps: BotDeps): AnyJobDefinition {
  return defineJob({
    ...DATABASE_JOB,
    kind: RESULT_DECIDED,
    payload: z.object({ approvalId: z.uuid() }),
    async handle({ payload, correlationId }, { commit }) {
      await commit(async (work) => {
        const approval = await findApproval(work.tx, payload.approvalId);
        const [about, id = ''] = approval?.subject.split(':') ?? [];
        if (about === 'cash') await emitCashCard(work, id, deps, correlationId);
        if (about === 'trip') await emitTripCard(work, id, deps, correlationId);
      });
    },
  });
}
