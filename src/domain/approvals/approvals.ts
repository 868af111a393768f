import type { Approval, Prisma } from '../../platform/prisma/index.js';
import { audit } from '../audit/index.js';

/** Asks for a decision. A request of the same kind about the same thing that is still open is taken back first. */
export async function requestApproval(
  tx: Prisma.TransactionClient,
  request: {
    kind: 'deposit_exception';
    branch: string;
    subject: string;
    payload: Prisma.InputJsonObject;
    requestedBy: bigint;
    expiresAt: Date;
  },
): Promise<{ id: string; replaced: string | null }> {
  const replaced = await withdrawApproval(tx, request.subject, request.requestedBy);
  const row = await tx.approval.create({ data: { ...request, state: 'pending' } });
  await audit(tx, {
    actor: request.requestedBy,
    action: 'approval.requested',
    subject: request.subject,
    details: { approval: row.id, kind: request.kind },
  });
  return { id: row.id, replaced };
}

/** Takes back what is still open about this; answers its id. */
export async function withdrawApproval(
  tx: Prisma.TransactionClient,
  subject: string,
  actor: bigint,
): Promise<string | null> {
  const open = await tx.approval.findFirst({ where: { subject, state: 'pending' } });
  if (open === null || !(await settle(tx, open.id, 'withdrawn', actor, new Date()))) return null;
  await audit(tx, { actor, action: 'approval.withdrawn', subject, details: { approval: open.id } });
  return open.id;
}

export interface Decided {
  /** Whether this call decided; false: somebody was first, and `approval` says who. */
  first: boolean;
  approval: Approval;
}

/**
 * Decides, if nobody has: a conditional update, so that of two presses in the same second, or of one update that
 * arrives twice, one counts. Who may decide is checked by the caller.
 */
export async function decideApproval(
  tx: Prisma.TransactionClient,
  id: string,
  decision: 'approved' | 'rejected',
  by: bigint,
  now: Date,
): Promise<Decided | null> {
  const first = await settle(tx, id, decision, by, now);
  const approval = await tx.approval.findUnique({ where: { id } });
  if (approval === null) return null;
  if (first)
    await audit(tx, {
      actor: by,
      action: `approval.${decision}`,
      subject: approval.subject,
      details: { approval: id },
    });
  return { first, approval };
}

/** Nobody decided in time; false when somebody had. */
export async function expireApproval(tx: Prisma.TransactionClient, id: string, now: Date): Promise<boolean> {
  const expired = await settle(tx, id, 'expired', null, now);
  const approval = expired ? await tx.approval.findUnique({ where: { id } }) : null;
  if (approval !== null)
    await audit(tx, {
      actor: null,
      action: 'approval.expired',
      subject: approval.subject,
      details: { approval: id },
    });
  return expired;
}

export function findApproval(tx: Prisma.TransactionClient, id: string): Promise<Approval | null> {
  return tx.approval.findUnique({ where: { id } });
}

/** How the newest request about this stands; one that ran out of time counts as rejected. Null when there is none. */
export async function exceptionState(
  tx: Prisma.TransactionClient,
  subject: string,
): Promise<'pending' | 'approved' | 'rejected' | null> {
  const newest = await tx.approval.findFirst({ where: { subject }, orderBy: { requestedAt: 'desc' } });
  switch (newest?.state) {
    case 'pending':
    case 'approved':
    case 'rejected':
      return newest.state;
    case 'expired':
      return 'rejected';
    default:
      return null;
  }
}

async function settle(
  tx: Prisma.TransactionClient,
  id: string,
  state: 'approved' | 'rejected' | 'expired' | 'withdrawn',
  by: bigint | null,
  now: Date,
): Promise<boolean> {
  const changed = await tx.approval.updateMany({
    where: { id, state: 'pending' },
    data: { state, decidedBy: by, decidedAt: now },
  });
  return changed.count > 0;
}
