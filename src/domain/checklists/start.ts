import type { Checklist, Prisma } from '../../platform/prisma/index.js';
import { audit } from '../audit/index.js';
import { awaitsIssue } from '../bookings/index.js';
import type { ChecklistDefinitions } from './definitions.js';
import type { ChecklistKind } from './kinds.js';
import { checklistSubject, giveChecklist } from './store.js';

/** What a checklist is about. */
export type Subject = { bookingId: number } | { carId: number } | { branch: string };

export interface Begin {
  kind: ChecklistKind;
  subject: Subject;
  staffId: bigint;
  now: Date;
}

export type Start =
  { type: 'started' | 'resumed'; id: string } | { type: 'taken'; by: bigint } | { type: 'impossible' };

interface Place {
  branch: string;
  bookingId: number | null;
  carId: number | null;
}

/**
 * Starts a checklist, or finds the one that this person has open. A booking, and a car, has one open checklist of a kind,
 * and a person one of cash: partial unique indexes hold that when two begin at once.
 */
export async function startChecklist(
  tx: Prisma.TransactionClient,
  definitions: ChecklistDefinitions,
  { kind, subject, staffId, now }: Begin,
): Promise<Start> {
  const found = await lockSubject(tx, kind, subject, staffId);
  if (found === null) return { type: 'impossible' };
  const { place, possible } = found;
  const { bookingId, carId } = place;
  const open = await tx.checklist.findFirst({
    where: { kind, state: 'active', ...openAbout(place, staffId) },
  });
  if (open !== null && open.staffId !== staffId) {
    const walker = await tx.staff.findUnique({ where: { telegramId: open.staffId } });
    if ((walker?.leftAt ?? null) === null) return { type: 'taken', by: open.staffId };
    await takeOver(tx, open, staffId);
  }
  if (open !== null) {
    await tx.checklist.update({ where: { id: open.id }, data: { focusedAt: now } });
    return { type: 'resumed', id: open.id };
  }
  if (!possible) return { type: 'impossible' };
  const definition = definitions.of(kind, place.branch);
  const row = await tx.checklist.create({
    data: {
      kind,
      definition,
      branch: place.branch,
      ...{ bookingId, carId, staffId },
      chatId: staffId,
      state: 'active',
      step: definition.steps[0]?.id ?? '',
      focusedAt: now,
      startedAt: now,
    },
  });
  return { type: 'started', id: row.id };
}

/** Whoever walked it works here no more: it goes on with the one who begins it now. */
async function takeOver(
  tx: Prisma.TransactionClient,
  { id, staffId: before }: Pick<Checklist, 'id' | 'staffId'>,
  staffId: bigint,
): Promise<void> {
  await giveChecklist(tx, id, staffId);
  await audit(tx, {
    actor: staffId,
    action: 'checklist.given',
    subject: checklistSubject(id),
    details: { from: String(before), to: String(staffId) },
  });
}

function openAbout({ bookingId, carId }: Place, staffId: bigint): Prisma.ChecklistWhereInput {
  if (bookingId !== null) return { bookingId };
  return carId === null ? { bookingId: null, carId: null, staffId } : { bookingId: null, carId };
}

/** The subject's row is the lock: whoever comes second finds the checklist of the first. */
async function lockSubject(
  tx: Prisma.TransactionClient,
  kind: ChecklistKind,
  subject: Subject,
  staffId: bigint,
): Promise<{ place: Place; possible: boolean } | null> {
  if ('bookingId' in subject) {
    await tx.$queryRaw`select id from bookings where id = ${subject.bookingId} for update`;
    const booking = await tx.booking.findUnique({ where: { id: subject.bookingId } });
    if (booking === null || (kind !== 'issue' && kind !== 'return')) return null;
    return {
      place: { branch: booking.branch, bookingId: booking.id, carId: booking.carId },
      possible: kind === 'issue' ? awaitsIssue(booking) : awaitsReturn(booking),
    };
  }
  if ('carId' in subject) {
    await tx.$queryRaw`select id from cars where id = ${subject.carId} for update`;
    const car = await tx.car.findUnique({ where: { id: subject.carId } });
    if (car === null || (kind !== 'trip' && kind !== 'maintenance')) return null;
    return { place: { branch: car.branch, bookingId: null, carId: car.id }, possible: !car.deleted };
  }
  if (kind !== 'cash') return null;
  await tx.$queryRaw`select telegram_id from staff where telegram_id = ${staffId} for update`;
  return { place: { branch: subject.branch, bookingId: null, carId: null }, possible: true };
}

/** Whether the car is with the client: it was given out and has not come back. */
export function awaitsReturn(booking: {
  issuedAt: Date | null;
  returnedAt: Date | null;
  inRent: boolean;
  deleted: boolean;
  archived: boolean;
}): boolean {
  const { issuedAt, returnedAt, inRent, deleted, archived } = booking;
  return (issuedAt !== null || inRent) && returnedAt === null && !deleted && !archived;
}
