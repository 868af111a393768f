import {
  answerQuestion,
  decideRequest,
  findApproval,
  questionOf,
  type Answered,
  type Settled,
} from '../../../domain/approvals/index.js';
import { peopleOf } from '../../../domain/staff/index.js';
import type { Work } from '../../../engine/jobs/index.js';
import type { Approval } from '../../../platform/prisma/index.js';
import type { StaffContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';
import { afterDecision } from './after-decision.js';
import { holdSubject } from './hold.js';
import { verdictWords } from './verdict.js';

interface Press {
  approvalId: string;
  decision: 'approve' | 'reject';
}

/** Approve or Reject: by those who may decide, and by the first of them; the others are told who that was. */
export async function pressApproval(ctx: StaffContext, press: Press, deps: BotDeps): Promise<void> {
  const { t, person } = ctx;
  const { correlationId } = ctx.scope;
  const approval = await findApproval(deps.prisma, press.approvalId);
  if (approval === null) {
    ctx.toast = { text: t('stale-button'), alert: true };
    return;
  }
  const { id } = approval;
  const decision = press.decision === 'approve' ? 'approved' : 'rejected';
  const settled = await ctx.scope.commit((work): Promise<Settled | Answered> =>
    questionOf(approval) === null
      ? decide(work, approval, decision, ctx, deps)
      : answerQuestion(work, deps, { id, decision, by: { person }, correlationId }),
  );
  switch (settled.outcome) {
    case 'decided':
      ctx.toast = { text: t('approval-done') };
      return;
    case 'closed': {
      const verdict = await verdictWords(settled.approval, ctx, deps);
      ctx.toast = { text: t('approval-was-decided', { verdict }), alert: true };
      return;
    }
    case 'own':
      ctx.toast = { text: t('question-own'), alert: true };
      return;
    case 'refused':
      ctx.scope.log.warn({ approvalId: id, role: person.role }, 'refused');
      ctx.toast = {
        text:
          questionOf(approval) === null
            ? t('refused')
            : t('question-not-yours', { name: await deciderOf(ctx, approval, deps) }),
        alert: true,
      };
      return;
    case 'unknown':
      ctx.toast = { text: t('stale-button'), alert: true };
  }
}

async function decide(
  work: Work,
  approval: Approval,
  decision: 'approved' | 'rejected',
  { person, scope: { correlationId } }: StaffContext,
  deps: BotDeps,
): Promise<Settled> {
  await holdSubject(work, approval);
  const settled = await decideRequest(work, deps, { id: approval.id, decision, by: person, correlationId });
  if (settled.outcome === 'decided') await afterDecision(work, settled.approval, deps, correlationId);
  return settled;
}

/** The name of the one who was named, or what the role is called. */
async function deciderOf(ctx: StaffContext, approval: Approval, deps: BotDeps): Promise<string> {
  const question = questionOf(approval);
  if (question === null) return '';
  const owner = question.owner === null ? [] : await peopleOf(deps.prisma, [BigInt(question.owner)]);
  return owner[0]?.name ?? ctx.t(`role-${question.role}`);
}
