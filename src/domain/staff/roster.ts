import type { Prisma, Staff } from '../../platform/prisma/index.js';
import { memberOf, type StaffMember } from './staff.js';

/** Somebody with what only those see who look after staff. */
export interface StaffRecord extends StaffMember {
  username: string | null;
  joinedAt: Date;
  /** Null for those who work here. */
  leftAt: Date | null;
  revision: number;
  /** Of the list of commands that their Telegram was given last. */
  commandsHash: string | null;
}

function recordOf(row: Staff): StaffRecord {
  const { username, joinedAt, leftAt, revision, commandsHash } = row;
  return { ...memberOf(row), username, joinedAt, leftAt, revision, commandsHash };
}

/** Also of those who have left. */
export async function findRecord(
  tx: Prisma.TransactionClient,
  telegramId: bigint,
): Promise<StaffRecord | null> {
  const row = await tx.staff.findUnique({ where: { telegramId } });
  return row === null ? null : recordOf(row);
}

/** Who works in a branch, or, for null, in no branch of their own: heads and admins. By name. */
function worksHere(branch: string | null): Prisma.StaffWhereInput {
  return branch === null
    ? { leftAt: null, branches: { isEmpty: true } }
    : { leftAt: null, branches: { has: branch } };
}

export async function staffOf(
  tx: Prisma.TransactionClient,
  branch: string | null,
  page: { skip: number; take: number },
): Promise<{ total: number; people: StaffRecord[] }> {
  const where = worksHere(branch);
  const total = await tx.staff.count({ where });
  const rows = await tx.staff.findMany({
    where,
    orderBy: [{ name: 'asc' }, { telegramId: 'asc' }],
    ...page,
  });
  return { total, people: rows.map(recordOf) };
}
