import { z } from 'zod';
import { expireApproval, findApproval } from '../../../domain/approvals/index.js';
import { defineJob, type AnyJobDefinition } from '../../../engine/jobs/index.js';
import type { BotDeps } from '../../core/deps.js';
import { afterDecision } from './after-decision.js';

export const EXPIRE_APPROVAL = 'approval.expire';

/** An approval that nobody decided ends; whoever asked is told. */
export function createExpireApprovalJob(deps: BotDeps): AnyJobDefinition {
  return defineJob({
    kind: EXPIRE_APPROVAL,
    payload: z.object({ approvalId: z.uuid() }),
    maxAttempts: 10,
    timeoutMs: 15_000,
    backoff: { strategy: 'exponential_jitter', baseMs: 500, maxMs: 60_000 },
    async handle({ payload, correlationId }, { commit }) {
      await commit(async (work) => {
        if (!(await expireApproval(work.tx, payload.approvalId, deps.clock.now()))) return;
        const approval = await findApproval(work.tx, payload.approvalId);
        if (approval !== null) await afterDecision(work, approval, deps, correlationId);
      });
    },
  });
}
