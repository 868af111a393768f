import { z } from 'zod';
import {
  EXPIRE_APPROVAL,
  expireApproval,
  expireQuestion,
  findApproval,
  questionOf,
} from '../../../domain/approvals/index.js';
import { defineJob, type AnyJobDefinition, type Work } from '../../../engine/jobs/index.js';
import type { BotDeps } from '../../core/deps.js';
import { afterDecision } from './after-decision.js';

/** An approval that nobody decided ends; whoever asked is told. */
export function createExpireApprovalJob(deps: BotDeps): AnyJobDefinition {
  return defineJob({
    kind: EXPIRE_APPROVAL,
    payload: z.object({ approvalId: z.uuid() }),
    maxAttempts: 10,
    timeoutMs: 15_000,
    backoff: { strategy: 'exponential_jitter', baseMs: 500, maxMs: 60_000 },
    async handle({ payload, correlationId }, { commit }) {
      await commit((work) => expire(work, payload.approvalId, deps, correlationId));
    },
  });
}

async function expire(work: Work, id: string, deps: BotDeps, correlationId: string): Promise<void> {
  const approval = await findApproval(work.tx, id);
  if (approval === null) return;
  if (questionOf(approval) !== null) return expireQuestion(work, deps, id, correlationId);
  if (!(await expireApproval(work.tx, id, deps.clock.now()))) return;
  const expired = await findApproval(work.tx, id);
  if (expired !== null) await afterDecision(work, expired, deps, correlationId);
}
