import type { Work } from '../../engine/jobs/index.js';
import type { Charge, Prisma } from '../../platform/prisma/index.js';
import {
  emitApprovalRequest,
  withdrawRequest,
  type ApprovalDeps,
  type FactLine,
} from '../approvals/index.js';
import { audit } from '../audit/index.js';
import { chargeKinds, type ChargeLine } from './charges.js';

/** The return that is charged for. */
export interface ChargedReturn {
  checklistId: string;
  bookingId: number;
  branch: string;
  carId: number | null;
  /** The car's name. */
  car: string;
  /** Who walks the return: asks the manager, and answers questions. */
  staffId: bigint;
  correlationId: string;
}

/** The job that goes on when a manager has decided about charges. */
export const CHARGES_DECIDED = 'return.charges_decided';

/** What a request about a return's charges is about. */
function returnSubject(checklistId: string): string {
  return `return:${checklistId}`;
}

/** What a return is charged for, measures first, in the order of the marks; without what was taken back. */
export async function chargesOfReturn(tx: Prisma.TransactionClient, checklistId: string): Promise<Charge[]> {
  const rows = await tx.charge.findMany({ where: { checklistId, state: { not: 'withdrawn' } } });
  const placeOf = ({ kind }: Charge): number => chargeKinds.findIndex((one) => one === kind);
  return rows.sort(
    (one, other) =>
      placeOf(one) - placeOf(other) || one.part.localeCompare(other.part, 'en', { numeric: true }),
  );
}

/**
 * Makes what a return is charged for what it shows now, and asks a manager about what is new. Nothing happens when
 * nothing has changed; what was decided about an unchanged charge stands. `lineOf` words a charge for the manager.
 */
export async function syncCharges(
  work: Work,
  deps: ApprovalDeps,
  of: ChargedReturn,
  wanted: readonly ChargeLine[],
  lineOf: (charge: Charge) => FactLine,
): Promise<Charge[]> {
  const { tx } = work;
  const before = await chargesOfReturn(tx, of.checklistId);
  const kept = before.filter((charge) => wanted.some((line) => isSame(charge, line)));
  const gone = before.filter((charge) => !kept.includes(charge));
  const fresh = wanted.filter((line) => !kept.some((charge) => isSame(charge, line)));
  if (gone.length === 0 && fresh.length === 0) return before;
  await tx.charge.updateMany({
    where: { id: { in: gone.map(({ id }) => id) } },
    data: { state: 'withdrawn' },
  });
  const { checklistId, bookingId, branch } = of;
  await audit(tx, {
    actor: of.staffId,
    action: 'charges.found',
    subject: returnSubject(checklistId),
    details: { charges: wanted.map(({ kind, quantity, amount }) => ({ kind, quantity, amount })) },
  });
  const createdAt = deps.clock.now();
  await tx.charge.createMany({
    data: fresh.map((line) => ({ ...line, checklistId, bookingId, branch, createdAt, state: 'pending' })),
  });
  await ask(work, deps, of, lineOf);
  return chargesOfReturn(tx, checklistId);
}

/** One request about everything that has an amount and waits; the one before is taken back. */
async function ask(
  work: Work,
  deps: ApprovalDeps,
  of: ChargedReturn,
  lineOf: (charge: Charge) => FactLine,
): Promise<void> {
  const { checklistId, bookingId, branch, carId, car, staffId, correlationId } = of;
  const subject = returnSubject(checklistId);
  const all = await chargesOfReturn(work.tx, checklistId);
  const waiting = all.filter(({ state, amount }) => state === 'pending' && amount !== null);
  const [first] = waiting;
  if (first === undefined) {
    await withdrawRequest(work, deps, { subject, actor: staffId, correlationId });
    return;
  }
  const { id } = await emitApprovalRequest(work, deps, {
    kind: 'extra_charge',
    ...{ branch, subject, car, bookingId, correlationId },
    carId: carId ?? undefined,
    // Charges are in the company's currency, all of them.
    money: { minor: waiting.reduce((sum, { amount }) => sum + (amount ?? 0), 0), currency: first.currency },
    lines: waiting.map(lineOf),
    requestedBy: staffId,
    followUp: CHARGES_DECIDED,
  });
  await work.tx.charge.updateMany({
    where: { id: { in: waiting.map((charge) => charge.id) } },
    data: { approvalId: id },
  });
}

/** A return that does not take place charges nobody for anything. */
export async function withdrawCharges(work: Work, deps: ApprovalDeps, of: ChargedReturn): Promise<void> {
  const { count } = await work.tx.charge.updateMany({
    where: { checklistId: of.checklistId, state: { not: 'withdrawn' } },
    data: { state: 'withdrawn' },
  });
  if (count === 0) return;
  const { staffId: actor, correlationId } = of;
  const subject = returnSubject(of.checklistId);
  await audit(work.tx, { actor, action: 'charges.withdrawn', subject });
  await withdrawRequest(work, deps, { subject, actor, correlationId });
}

/**
 * Brings a manager's decision to the charges that it was about. What nobody decided in time is not charged: without a
 * manager's word no client pays. Answers the return's checklist; null when the request was about no charges that wait.
 */
export async function decideCharges(
  tx: Prisma.TransactionClient,
  approvalId: string,
): Promise<{ checklistId: string; approved: boolean } | null> {
  const approval = await tx.approval.findUnique({ where: { id: approvalId } });
  if (approval === null || approval.state === 'pending' || approval.state === 'withdrawn') return null;
  const approved = approval.state === 'approved';
  const [one] = await tx.charge.updateManyAndReturn({
    where: { approvalId, state: 'pending' },
    data: {
      state: approved ? 'approved' : 'rejected',
      decidedBy: approval.decidedBy,
      decidedAt: approval.decidedAt,
    },
    select: { checklistId: true },
  });
  return one === undefined ? null : { checklistId: one.checklistId, approved };
}

/**
 * A manager says what something costs, which is the decision too; `minor` 0: the client need not pay. Of two who do so
 * at once the first counts: false for the other. Who may is checked by the caller.
 */
export async function nameAmount(
  tx: Prisma.TransactionClient,
  named: { chargeId: string; minor: number; by: bigint; now: Date },
): Promise<boolean> {
  const { chargeId, minor, by, now } = named;
  const { count } = await tx.charge.updateMany({
    where: { id: chargeId, state: 'pending', amount: null },
    data: {
      ...(minor > 0 ? { amount: minor, state: 'approved' } : { state: 'rejected' }),
      decidedBy: by,
      decidedAt: now,
    },
  });
  if (count === 0) return false;
  const { checklistId, currency } = await tx.charge.findUniqueOrThrow({ where: { id: chargeId } });
  await audit(tx, {
    actor: by,
    action: minor > 0 ? 'charge.named' : 'charge.dropped',
    subject: returnSubject(checklistId),
    details: { charge: chargeId, minor, currency },
  });
  return true;
}

/** An amount that a manager named stands as long as what it was named for does. */
function isSame(charge: Charge, line: ChargeLine): boolean {
  return (
    charge.kind === line.kind &&
    charge.part === line.part &&
    charge.quantity === line.quantity &&
    charge.currency === line.currency &&
    charge.zone === line.zone &&
    charge.note === line.note &&
    (line.amount === null || charge.amount === line.amount)
  );
}
