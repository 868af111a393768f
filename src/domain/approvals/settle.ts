import type { Work } from '../../engine/jobs/index.js';
import type { Approval } from '../../platform/prisma/index.js';
import type { Person } from '../staff/index.js';
import { decideApproval, expireApproval } from './approvals.js';
import { showAnswerCards } from './conversation.js';
import { factsOf } from './facts.js';
import { mayDecide, requestKindOf } from './kinds.js';
import { lockApproval, showRequest, type ApprovalDeps } from './request.js';

export type Settled =
  /** This call decided. */
  | { outcome: 'decided'; approval: Approval }
  /** Somebody was first, or nobody waits for it any more: `approval` says what became of it. */
  | { outcome: 'closed'; approval: Approval }
  /** Somebody else has to. */
  | { outcome: 'refused'; approval: Approval }
  /** They asked themselves, and a second person is wanted. */
  | { outcome: 'own'; approval: Approval }
  | { outcome: 'unknown' };

/**
 * Decides a request, if nobody has and the person may. The card and its copies say who and when; a late press has them
 * shown again as they are.
 */
export async function decideRequest(
  work: Work,
  deps: ApprovalDeps,
  press: { id: string; decision: 'approved' | 'rejected'; by: Person; correlationId: string },
): Promise<Settled> {
  const { id, decision, by, correlationId } = press;
  const approval = await lockApproval(work.tx, id);
  const kind = approval && requestKindOf(approval);
  if (approval === null || kind === null) return { outcome: 'unknown' };
  const right = mayDecide(by, kind, approval);
  if (right === 'no') return { outcome: 'refused', approval };
  if (approval.state === 'pending' && right === 'own') return { outcome: 'own', approval };
  const decided = await decideApproval(work.tx, id, decision, by.telegramId, deps.clock.now());
  if (decided?.first !== true) {
    await showRequest(work, deps, id, { correlationId });
    return { outcome: 'closed', approval };
  }
  await ended(work, deps, decided.approval, correlationId);
  return { outcome: 'decided', approval: decided.approval };
}

/** Nobody decided in time; null when somebody had. */
export async function expireRequest(
  work: Work,
  deps: ApprovalDeps,
  id: string,
  correlationId: string,
): Promise<Approval | null> {
  const approval = await lockApproval(work.tx, id);
  if (approval === null || requestKindOf(approval) === null) return null;
  if (!(await expireApproval(work.tx, id, deps.clock.now()))) return null;
  const expired = await work.tx.approval.findUniqueOrThrow({ where: { id } });
  await ended(work, deps, expired, correlationId);
  return expired;
}

async function ended(
  work: Work,
  deps: ApprovalDeps,
  approval: Approval,
  correlationId: string,
): Promise<void> {
  await showRequest(work, deps, approval.id, { correlationId });
  await showAnswerCards(work, deps, approval, correlationId);
  const { followUp } = factsOf(approval);
  if (followUp !== undefined)
    await work.enqueue({ kind: followUp, payload: { approvalId: approval.id }, correlationId, priority: 2 });
}
