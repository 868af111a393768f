import { z } from 'zod';
import { ESCALATE_APPROVAL, escalateQuestion } from '../../../domain/approvals/index.js';
import { defineJob, type AnyJobDefinition } from '../../../engine/jobs/index.js';
import type { BotDeps } from '../../core/deps.js';

/** A question that is still open after its time is put before those above. */
export function createEscalateApprovalJob(deps: BotDeps): AnyJobDefinition {
  return defineJob({
    kind: ESCALATE_APPROVAL,
    payload: z.object({ approvalId: z.uuid() }),
    maxAttempts: 10,
    timeoutMs: 15_000,
    backoff: { strategy: 'exponential_jitter', baseMs: 500, maxMs: 60_000 },
    async handle({ payload, correlationId }, { commit }) {
      await commit((work) => escalateQuestion(work, deps, payload.approvalId, correlationId));
    },
  });
}
