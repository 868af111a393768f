import type { Approval, Prisma } from '../../platform/prisma/index.js';

/** A page of what waits for a decision in these branches, the soonest to expire first; the last one when it is beyond. */
export async function openApprovals(
  tx: Prisma.TransactionClient,
  wanted: { branches: readonly string[] | 'all'; page: number; size: number },
): Promise<{ total: number; page: number; approvals: Approval[] }> {
  const { branches, size } = wanted;
  const where: Prisma.ApprovalWhereInput = {
    state: 'pending',
    ...(branches !== 'all' && { branch: { in: [...branches] } }),
  };
  const total = await tx.approval.count({ where });
  const page = Math.min(wanted.page, Math.max(0, Math.ceil(total / size) - 1));
  const approvals = await tx.approval.findMany({
    where,
    orderBy: [{ expiresAt: 'asc' }, { id: 'asc' }],
    skip: page * size,
    take: size,
  });
  return { total, page, approvals };
}
