import { z } from 'zod';
import {
  ESCALATE_APPROVAL,
  escalateApproval,
  EXPIRE_APPROVAL,
  expireQuestion,
  expireRequest,
  findApproval,
  questionOf,
  TELL_OF_APPROVAL,
  tellOfApproval,
} from '../../../domain/approvals/index.js';
import { findMember, staffRoles } from '../../../domain/staff/index.js';
import { DATABASE_JOB, defineJob, type AnyJobDefinition, type Work } from '../../../engine/jobs/index.js';
import type { BotDeps } from '../../core/deps.js';
import { afterDecision } from './after-decision.js';
import { holdSubject } from './hold.js';

/** The timers of approvals. */
export function approvalJobs(deps: BotDeps): AnyJobDefinition[] {
  return [
    defineJob({
      ...DATABASE_JOB,
      kind: EXPIRE_APPROVAL,
      payload: z.object({ approvalId: z.uuid() }),
      async handle({ payload, correlationId }, { commit }) {
        await commit((work) => expire(work, payload.approvalId, deps, correlationId));
      },
    }),
    defineJob({
      ...DATABASE_JOB,
      kind: ESCALATE_APPROVAL,
      payload: z.object({ approvalId: z.uuid(), role: z.enum(staffRoles).optional() }),
      async handle({ payload, correlationId }, { commit }) {
        const { approvalId: id, role } = payload;
        await commit((work) => escalateApproval(work, deps, { id, role, correlationId }));
      },
    }),
    defineJob({
      ...DATABASE_JOB,
      kind: TELL_OF_APPROVAL,
      payload: z.object({ approvalId: z.uuid(), staffId: z.string() }),
      async handle({ payload, correlationId }, { commit }) {
        await commit((work) =>
          tellLater(work, payload.approvalId, BigInt(payload.staffId), deps, correlationId),
        );
      },
    }),
  ];
}

/** An approval that nobody decided ends; whoever asked is told. */
async function expire(work: Work, id: string, deps: BotDeps, correlationId: string): Promise<void> {
  const approval = await findApproval(work.tx, id);
  if (approval === null) return;
  if (questionOf(approval) !== null) return expireQuestion(work, deps, id, correlationId);
  await holdSubject(work, approval);
  const expired = await expireRequest(work, deps, id, correlationId);
  if (expired !== null) await afterDecision(work, expired, deps, correlationId);
}

/** The night is over: nothing is told of what was decided in it, or to who has left. */
async function tellLater(
  work: Work,
  id: string,
  person: bigint,
  deps: BotDeps,
  correlationId: string,
): Promise<void> {
  const approval = await findApproval(work.tx, id);
  if (approval?.state !== 'pending' || (await findMember(work.tx, person)) === null) return;
  await tellOfApproval(work, deps, { id, person, correlationId });
}
