import { decideApproval, findApproval } from '../../../domain/approvals/index.js';
import type { StaffContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';
import { allowed } from '../../core/gate.js';
import { afterDecision } from './after-decision.js';

/** Approve or Reject: by those who may decide in that branch, and by the first of them. */
export async function pressApproval(
  ctx: StaffContext,
  press: { approvalId: string; decision: 'approve' | 'reject' },
  deps: BotDeps,
): Promise<void> {
  const approval = await findApproval(deps.prisma, press.approvalId);
  if (approval === null) {
    ctx.toast = { text: ctx.t('stale-button'), alert: true };
    return;
  }
  if (!allowed(ctx, 'approval.decide', approval.branch)) return;
  const { person, t } = ctx;
  const decided = await ctx.scope.commit(async (work) => {
    const decision = press.decision === 'approve' ? 'approved' : 'rejected';
    const result = await decideApproval(work.tx, approval.id, decision, person.telegramId, deps.clock.now());
    if (result?.first === true) await afterDecision(work, result.approval, deps, ctx.scope.correlationId);
    return result;
  });
  ctx.toast =
    decided?.first === true ? { text: t('approval-done') } : { text: t('approval-was-decided'), alert: true };
}
