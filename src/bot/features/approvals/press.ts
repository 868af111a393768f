import { answerQuestion, decideApproval, findApproval, questionOf } from '../../../domain/approvals/index.js';
import { peopleOf } from '../../../domain/staff/index.js';
import type { Approval } from '../../../platform/prisma/index.js';
import type { StaffContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';
import { allowed } from '../../core/gate.js';
import { afterDecision } from './after-decision.js';

interface Press {
  approvalId: string;
  decision: 'approve' | 'reject';
}

/** Approve or Reject: by those who may decide, and by the first of them. */
export async function pressApproval(ctx: StaffContext, press: Press, deps: BotDeps): Promise<void> {
  const approval = await findApproval(deps.prisma, press.approvalId);
  if (approval === null) {
    ctx.toast = { text: ctx.t('stale-button'), alert: true };
    return;
  }
  if (questionOf(approval) !== null) return pressQuestion(ctx, approval, press, deps);
  if (!allowed(ctx, 'approval.decide', approval.branch)) return;
  const decided = await ctx.scope.commit(async (work) => {
    const result = await decideApproval(
      work.tx,
      approval.id,
      decisionOf(press),
      ctx.person.telegramId,
      deps.clock.now(),
    );
    if (result?.first === true) await afterDecision(work, result.approval, deps, ctx.scope.correlationId);
    return result;
  });
  tellWhether(ctx, decided?.first === true);
}

async function pressQuestion(
  ctx: StaffContext,
  approval: Approval,
  press: Press,
  deps: BotDeps,
): Promise<void> {
  const { t, person } = ctx;
  const { correlationId } = ctx.scope;
  const { outcome } = await ctx.scope.commit((work) =>
    answerQuestion(work, deps, {
      id: approval.id,
      decision: decisionOf(press),
      by: { person },
      correlationId,
    }),
  );
  switch (outcome) {
    case 'decided':
    case 'closed':
      tellWhether(ctx, outcome === 'decided');
      return;
    case 'own':
      ctx.toast = { text: t('question-own'), alert: true };
      return;
    case 'refused':
      ctx.scope.log.warn({ approvalId: approval.id, role: person.role }, 'refused');
      ctx.toast = {
        text: t('question-not-yours', { name: await deciderOf(ctx, approval, deps) }),
        alert: true,
      };
      return;
    case 'unknown':
      ctx.toast = { text: t('stale-button'), alert: true };
  }
}

function tellWhether(ctx: StaffContext, decided: boolean): void {
  ctx.toast = decided
    ? { text: ctx.t('approval-done') }
    : { text: ctx.t('approval-was-decided'), alert: true };
}

/** The name of the one who was named, or what the role is called. */
async function deciderOf(ctx: StaffContext, approval: Approval, deps: BotDeps): Promise<string> {
  const question = questionOf(approval);
  if (question === null) return '';
  const owner = question.owner === null ? [] : await peopleOf(deps.prisma, [BigInt(question.owner)]);
  return owner[0]?.name ?? ctx.t(`role-${question.role}`);
}

function decisionOf(press: Press): 'approved' | 'rejected' {
  return press.decision === 'approve' ? 'approved' : 'rejected';
}
