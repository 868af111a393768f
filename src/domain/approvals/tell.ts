import type { Work } from '../../engine/jobs/index.js';
import type { Approval, Prisma } from '../../platform/prisma/index.js';
import { audit } from '../audit/index.js';
import { membersOfRole, type StaffMember, type StaffRole } from '../staff/index.js';
import { escalateQuestion, showQuestion } from './ask.js';
import { kindOfRequest, requestKindOf } from './kinds.js';
import { questionOf } from './question.js';
import { wakesAt } from './quiet.js';
import { lockApproval, showRequest, type ApprovalDeps } from './request.js';

/** Gives one person a copy of the card in private, once their quiet hours are over. */
export const TELL_OF_APPROVAL = 'approval.tell';

/**
 * Nobody has decided: those of the next rung get the card in private, and its timeline says so. Whose quiet hours it is
 * get it after them, unless somebody stands there and waits. `role` is absent for questions of pipelines, which say
 * themselves to whom they go.
 */
export async function escalateApproval(
  work: Work,
  deps: ApprovalDeps,
  due: { id: string; role?: StaffRole; correlationId: string },
): Promise<void> {
  const { id, correlationId } = due;
  const approval = await lockApproval(work.tx, id);
  const kind = approval && requestKindOf(approval);
  if (approval === null || kind === null) return escalateQuestion(work, deps, id, correlationId);
  if (approval.state !== 'pending') return;
  const now = deps.clock.now();
  const members = await membersOfRole(work.tx, due.role ?? 'admin', approval.branch);
  // Where there are none of that role the admins are told.
  const role = members[0]?.role ?? due.role ?? 'admin';
  await work.tx.approvalNote.create({ data: { approvalId: id, kind: 'escalated', text: role, at: now } });
  await audit(work.tx, {
    actor: null,
    action: 'approval.escalated',
    subject: approval.subject,
    details: { approval: id, kind, role, told: members.map((one) => String(one.telegramId)) },
  });
  const awake: StaffMember[] = [];
  for (const member of members) {
    const wakes = kindOfRequest(kind).urgent ? null : wakesAt(member, now, deps.company);
    if (wakes === null) awake.push(member);
    else
      await work.enqueue({
        kind: TELL_OF_APPROVAL,
        payload: { approvalId: id, staffId: String(member.telegramId) },
        runAt: wakes,
        correlationId,
      });
  }
  const below = awake.map((one) => one.telegramId);
  await addTold(work.tx, id, below);
  await showRequest(work, deps, id, { correlationId, below });
}

/**
 * The person gets the card in private, below everything else, and works with it there; of whatever kind it is. Null when
 * there is no such approval. Whether they may see it is checked by the caller.
 */
export async function tellOfApproval(
  work: Work,
  deps: ApprovalDeps,
  told: { id: string; person: bigint; correlationId: string },
): Promise<Approval | null> {
  const { id, person, correlationId } = told;
  const approval = await lockApproval(work.tx, id);
  if (approval === null) return null;
  const below = [person];
  const question = questionOf(approval);
  if (question === null) {
    await addTold(work.tx, id, below);
    await showRequest(work, deps, id, { correlationId, below });
  } else {
    const all = [...new Set([...question.told, String(person)])];
    await work.tx.approval.update({ where: { id }, data: { payload: { ...question, told: all } } });
    await showQuestion(work, deps, id, correlationId, below);
  }
  return approval;
}

/** These have a copy of the card in private from now on. The approval is locked by the caller. */
export async function addTold(
  tx: Prisma.TransactionClient,
  id: string,
  people: readonly bigint[],
): Promise<void> {
  const { told } = await tx.approval.findUniqueOrThrow({ where: { id }, select: { told: true } });
  const added = people.filter((one) => !told.includes(one));
  if (added.length > 0) await tx.approval.update({ where: { id }, data: { told: [...told, ...added] } });
}
