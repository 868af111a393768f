import type { Prisma, StaffTask } from '../../platform/prisma/index.js';
import { may, staffOf, type StaffMember } from '../staff/index.js';

/** No branch has more people. */
const MANY = 500;

/** Open tasks of a person, what is due first before what has no time. */
export function tasksOf(
  tx: Prisma.TransactionClient,
  staffId: bigint,
  page: { skip?: number; take: number },
): Promise<StaffTask[]> {
  return tx.staffTask.findMany({ where: mine(staffId), orderBy: soonestFirst, ...page });
}

export function countTasksOf(tx: Prisma.TransactionClient, staffId: bigint): Promise<number> {
  return tx.staffTask.count({ where: mine(staffId) });
}

/** Open tasks of branches; nobody's first. */
export function tasksOfBranches(
  tx: Prisma.TransactionClient,
  branches: readonly string[],
  page: { skip?: number; take: number },
): Promise<StaffTask[]> {
  const where = ofBranches(branches);
  return tx.staffTask.findMany({ where, orderBy: [...soonestFirst], ...page });
}

export function countTasksOfBranches(
  tx: Prisma.TransactionClient,
  branches: readonly string[],
): Promise<number> {
  return tx.staffTask.count({ where: ofBranches(branches) });
}

/** The branches whose tasks somebody looks after. */
export function branchesToAssignIn(person: StaffMember, branches: readonly string[]): string[] {
  return branches.filter((branch) => may(person, 'task.assign', branch));
}

const soonestFirst = [
  { dueAt: { sort: 'asc', nulls: 'last' } },
  { createdAt: 'asc' },
  { id: 'asc' },
] satisfies Prisma.StaffTaskOrderByWithRelationInput[];

function mine(staffId: bigint): Prisma.StaffTaskWhereInput {
  return { assigneeId: staffId, state: 'open' };
}

function ofBranches(branches: readonly string[]): Prisma.StaffTaskWhereInput {
  return { branch: { in: [...branches] }, state: 'open' };
}

/** Who can be given a task of a branch, by name: those who belong to it, and those who belong everywhere. */
export async function colleaguesIn(tx: Prisma.TransactionClient, branch: string): Promise<StaffMember[]> {
  const everybody = { skip: 0, take: MANY };
  const here = await staffOf(tx, branch, everybody);
  const everywhere = await staffOf(tx, null, everybody);
  const all = [...here.people, ...everywhere.people];
  return all.filter((one) => may(one, 'task.change', branch));
}
