import type { Prisma, Staff } from '../../platform/prisma/index.js';
import { audit } from '../audit/index.js';
import { endShifts } from './duty.js';
import { revokeInvitationsOf } from './invitations.js';
import { may, reachesEverywhere, type StaffRole } from './permissions.js';
import { memberOf } from './staff.js';

/** What an admin changes of somebody: one thing at a time. */
export type StaffChange =
  | { role: StaffRole }
  /** Gives the branch, or takes it. */
  | { branch: string; belongs: boolean }
  | { rentprogId: number | null }
  | { yougileId: string | null }
  | { left: true };

/**
 * `stale`: somebody changed the person after the page was shown. `refused`: who asks is no admin any more. `gone`: the
 * person has left. `last_admin`: nobody would be left who could let people in. `last_branch`: they would work nowhere.
 */
export type ChangeOutcome =
  'changed' | 'unchanged' | 'stale' | 'refused' | 'gone' | 'last_admin' | 'last_branch';

/**
 * Changes somebody as an admin saw them at `revision`. Changes of one person, and of who is admin, happen one after
 * another: two admins who remove each other in the same second leave one.
 */
export async function changeMember(
  tx: Prisma.TransactionClient,
  wanted: { by: bigint; telegramId: bigint; revision: number; change: StaffChange; now: Date },
): Promise<ChangeOutcome> {
  const { by, telegramId, change, now } = wanted;
  await tx.$queryRaw`
    select 1 from staff
    where left_at is null and (role = 'admin' or telegram_id = ${telegramId}) order by telegram_id for update`;
  const actor = await tx.staff.findFirst({ where: { telegramId: by, leftAt: null } });
  if (actor === null || !may(memberOf(actor), 'staff.change')) return 'refused';
  const row = await tx.staff.findFirst({ where: { telegramId, leftAt: null } });
  if (row === null) return 'gone';
  const facts = factsAfter(row, change, now);
  if (facts === null) return 'unchanged';
  if (row.revision !== wanted.revision) return 'stale';
  const losesAdmin = row.role === 'admin' && ('left' in change || facts.role !== 'admin');
  if (losesAdmin && (await tx.staff.count({ where: { role: 'admin', leftAt: null } })) === 1)
    return 'last_admin';
  if ('branch' in change && facts.branches.length === 0) return 'last_branch';
  await tx.staff.update({ where: { telegramId }, data: { ...facts, revision: { increment: 1 } } });
  if (facts.leftAt !== null) {
    await endShifts(tx, telegramId, [], now);
    // What they were asked in the middle of a dialogue is not asked again should they come back.
    await tx.conversationState.deleteMany({ where: { key: { endsWith: `:${telegramId}` } } });
  } else if (!reachesEverywhere(memberOf({ ...row, ...facts }).role)) {
    await endShifts(tx, telegramId, facts.branches, now);
  }
  // By a link of their own making they would come in again.
  if (facts.leftAt !== null || !may(memberOf({ ...row, ...facts }), 'staff.invite'))
    await revokeInvitationsOf(tx, { createdBy: telegramId, by, now });
  await audit(tx, {
    actor: by,
    action: 'left' in change ? 'staff.removed' : 'staff.changed',
    subject: `staff:${telegramId}`,
    details: 'left' in change ? { role: row.role, branches: row.branches } : { ...change },
  });
  return 'changed';
}

type Facts = Pick<Staff, 'role' | 'branches' | 'rentprogId' | 'yougileId' | 'leftAt'>;

/** Null: it is so already. */
function factsAfter(row: Staff, change: StaffChange, now: Date): Facts | null {
  const { role, branches, rentprogId, yougileId, leftAt } = row;
  const facts = { role, branches, rentprogId, yougileId, leftAt };
  if ('left' in change) return { ...facts, leftAt: now };
  if ('branch' in change) {
    if (branches.includes(change.branch) === change.belongs) return null;
    const others = branches.filter((one) => one !== change.branch);
    return { ...facts, branches: change.belongs ? [...others, change.branch] : others };
  }
  if ('role' in change) {
    if (change.role === role) return null;
    return { ...facts, role: change.role, branches: reachesEverywhere(change.role) ? [] : branches };
  }
  const same = 'rentprogId' in change ? change.rentprogId === rentprogId : change.yougileId === yougileId;
  return same ? null : { ...facts, ...change };
}

/** Who changed somebody last, and when; null when nobody has. */
export async function lastChangeOf(
  tx: Prisma.TransactionClient,
  telegramId: bigint,
): Promise<{ by: string; at: Date } | null> {
  const entry = await tx.auditEntry.findFirst({
    where: { subject: `staff:${telegramId}`, action: { in: ['staff.changed', 'staff.removed'] } },
    orderBy: { id: 'desc' },
  });
  if (entry?.actor === null || entry === null) return null;
  const actor = await tx.staff.findUnique({ where: { telegramId: entry.actor }, select: { name: true } });
  return actor === null ? null : { by: actor.name, at: entry.at };
}
