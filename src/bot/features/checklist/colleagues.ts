import type { ChecklistKind } from '../../../domain/checklists/index.js';
import { staffOf, type StaffMember } from '../../../domain/staff/index.js';
import type { Prisma } from '../../../platform/prisma/index.js';
import { mayWalk } from './permissions.js';

/** As many as fit below a card. */
const MOST = 40;

/** Who of the branch could go on with it: everybody who may walk such a checklist there, but the one who does. */
export async function colleaguesOf(
  tx: Prisma.TransactionClient,
  row: { kind: ChecklistKind; branch: string; staffId: bigint },
): Promise<StaffMember[]> {
  const { people } = await staffOf(tx, row.branch, { skip: 0, take: MOST + 1 });
  return people.filter((one) => one.telegramId !== row.staffId && mayWalk(one, row)).slice(0, MOST);
}

/** Cash is counted by whoever hands it in. */
export function canBeGiven(kind: ChecklistKind): boolean {
  return kind !== 'cash';
}
