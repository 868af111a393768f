import type { Approval, Prisma } from '../../platform/prisma/index.js';
import { audit } from '../audit/index.js';
import type { ApprovalKind } from './kinds.js';

/** Whose doing it is: a person by their Telegram id, or an outside agent; null: the program itself. */
export type Actor = bigint | `agent:${string}` | null;

export interface ApprovalRequest {
  /** Chosen by the caller when something has to name it before it is stored. */
  id?: string;
  kind: ApprovalKind;
  branch: string;
  subject: string;
  payload: Prisma.InputJsonObject;
  requestedBy: Actor;
  expiresAt: Date;
}

/** Asks for a decision. A request of the same kind about the same thing that is still open is taken back first. */
export async function requestApproval(
  tx: Prisma.TransactionClient,
  request: ApprovalRequest,
): Promise<{ id: string; replaced: string | null }> {
  const { requestedBy, ...data } = request;
  const replaced = await withdrawApproval(tx, request.subject, requestedBy);
  const row = await tx.approval.create({
    data: { ...data, requestedBy: personOf(requestedBy), state: 'pending' },
  });
  await record(tx, requestedBy, 'approval.requested', row);
  return { id: row.id, replaced };
}

/** Takes back what is still open about this; answers its id. */
export async function withdrawApproval(
  tx: Prisma.TransactionClient,
  subject: string,
  actor: Actor,
  now: Date = new Date(),
): Promise<string | null> {
  const open = await tx.approval.findFirst({ where: { subject, state: 'pending' } });
  if (open === null || !(await settle(tx, open.id, 'withdrawn', actor, now))) return null;
  await record(tx, actor, 'approval.withdrawn', open);
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
  by: Exclude<Actor, null>,
  now: Date,
  note: string | null = null,
): Promise<Decided | null> {
  const first = await settle(tx, id, decision, by, now, note);
  const approval = await tx.approval.findUnique({ where: { id } });
  if (approval === null) return null;
  if (first) await record(tx, by, `approval.${decision}`, approval);
  return { first, approval };
}

/** Nobody decided in time; false when somebody had. */
export async function expireApproval(tx: Prisma.TransactionClient, id: string, now: Date): Promise<boolean> {
  const expired = await settle(tx, id, 'expired', null, now);
  const approval = expired ? await tx.approval.findUnique({ where: { id } }) : null;
  if (approval !== null) await record(tx, null, 'approval.expired', approval);
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
  by: Actor,
  now: Date,
  note: string | null = null,
): Promise<boolean> {
  const changed = await tx.approval.updateMany({
    where: { id, state: 'pending' },
    data: { state, decidedBy: personOf(by), decidedByAgent: agentOf(by), decidedAt: now, note },
  });
  return changed.count > 0;
}

async function record(
  tx: Prisma.TransactionClient,
  actor: Actor,
  action: string,
  approval: Pick<Approval, 'id' | 'kind' | 'subject'>,
): Promise<void> {
  await audit(tx, {
    actor: personOf(actor),
    agentId: agentOf(actor)?.slice('agent:'.length),
    action,
    subject: approval.subject,
    details: { approval: approval.id, kind: approval.kind },
  });
}

function personOf(actor: Actor): bigint | null {
  return typeof actor === 'bigint' ? actor : null;
}

function agentOf(actor: Actor): string | null {
  return typeof actor === 'string' ? actor : null;
}
