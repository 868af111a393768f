import type { Work } from '../../engine/jobs/index.js';
import type { Approval, Prisma } from '../../platform/prisma/index.js';
import { planChanged } from '../plan/index.js';
import { requestApproval, withdrawApproval, type Actor } from './approvals.js';
import { ESCALATE_APPROVAL, EXPIRE_APPROVAL, type QuestionDeps } from './ask.js';
import { RequestFacts, type FactLine } from './facts.js';
import { kindOfRequest, type RequestKind } from './kinds.js';
import { rungsAbove } from './ladder.js';
import { requestCards } from './request-card.js';

/** What requests need of the program. */
export type ApprovalDeps = QuestionDeps;

export interface NewRequest {
  kind: RequestKind;
  branch: string;
  /** What it is about: `checklist:<id>`, `incident:<id>`. One request of a kind about one thing is open at a time. */
  subject: string;
  carId?: number;
  /** The car's name, shown while the car itself is not known here. */
  car?: string;
  bookingId?: number;
  /** Minor units. */
  money?: { minor: number; currency: string };
  reason?: string;
  /** More of the card's lines, worded for each reader. */
  lines?: readonly FactLine[];
  requestedBy: Actor;
  /** Who answers the managers' questions, when it is not the person who requests. */
  askedOf?: bigint;
  /** Kind of the job that is enqueued with `{approvalId}` when it is approved, rejected or expired. */
  followUp?: string;
  /** How long it can be decided; by its kind when absent. */
  lifetimeMs?: number;
  correlationId: string;
}

/**
 * Asks for a decision, in the transaction in which it begins to be needed: the row, its card in the branch's topic, and
 * the jobs that escalate it and let it expire. An open request about the same thing is taken back first.
 */
export async function emitApprovalRequest(
  work: Work,
  deps: ApprovalDeps,
  request: NewRequest,
): Promise<{ id: string }> {
  const { kind, branch, subject, requestedBy, correlationId } = request;
  const now = deps.clock.now();
  const expiresAt = new Date(now.getTime() + (request.lifetimeMs ?? kindOfRequest(kind).lifetimeMs));
  const { id, replaced } = await requestApproval(work.tx, {
    ...{ kind, branch, subject, requestedBy, expiresAt },
    payload: payloadOf(request),
  });
  if (replaced !== null) await showRequest(work, deps, replaced, { correlationId });
  await showRequest(work, deps, id, { correlationId });
  const job = { correlationId, priority: 3 };
  await work.enqueue(
    { ...job, kind: EXPIRE_APPROVAL, payload: { approvalId: id }, runAt: expiresAt },
    ...rungsAbove('manager', 'approvals', deps.company, now)
      .filter(({ at }) => at < expiresAt)
      .map(({ role, at }) => ({
        ...job,
        kind: ESCALATE_APPROVAL,
        payload: { approvalId: id, role },
        runAt: at,
      })),
  );
  return { id };
}

/** Takes back what is still open about this, with its card; answers its id. */
export async function withdrawRequest(
  work: Work,
  deps: ApprovalDeps,
  withdrawn: { subject: string; actor: Actor; correlationId: string },
): Promise<string | null> {
  const { subject, actor, correlationId } = withdrawn;
  const id = await withdrawApproval(work.tx, subject, actor, deps.clock.now());
  if (id !== null) await showRequest(work, deps, id, { correlationId });
  return id;
}

/** Posts the card and its copies as things stand now; `below`: whose copies are sent anew, below everything else. */
export async function showRequest(
  work: Work,
  deps: ApprovalDeps,
  id: string,
  about: { correlationId: string; below?: readonly bigint[] },
): Promise<void> {
  const approval = await work.tx.approval.findUnique({ where: { id } });
  if (approval === null) return;
  await work.emit(...(await requestCards(work.tx, approval, deps, about)));
  await planChanged(work, { branch: approval.branch, correlationId: about.correlationId });
}

/** The approval, held until the end of the transaction: what is shown of it is shown in the order of its changes. */
export async function lockApproval(tx: Prisma.TransactionClient, id: string): Promise<Approval | null> {
  await tx.$queryRaw`select 1 from approvals where id = ${id}::uuid for update`;
  return tx.approval.findUnique({ where: { id } });
}

function payloadOf(request: NewRequest): Prisma.InputJsonObject {
  const { carId, car, bookingId, money, reason, lines, askedOf, followUp } = request;
  const facts: RequestFacts = RequestFacts.parse({
    ...{ carId, car, bookingId, money, reason, lines, followUp },
    askedOf: askedOf === undefined ? undefined : String(askedOf),
  });
  return JSON.parse(JSON.stringify(facts)) as Prisma.InputJsonObject;
}
