import { awaitsIssue, findBooking, type BookingView } from '../bookings/index.js';
import { awaitsReturn } from '../checklists/index.js';
import type { Prisma } from '../../platform/prisma/index.js';
import type { HandoverRef } from './notice.js';

/** Whether there is still something to remind of. */
export type HandoverState =
  | { is: 'awaited' }
  | { is: 'begun'; by: bigint; at: Date }
  | { is: 'done' }
  | { is: 'moved'; to: Date }
  | { is: 'off' };

export async function handoverState(
  tx: Prisma.TransactionClient,
  { bookingId, about, at }: HandoverRef,
): Promise<{ state: HandoverState; found: BookingView | null }> {
  const found = await findBooking(tx, bookingId);
  if (found === null || found.booking.deleted) return { state: { is: 'off' }, found };
  const { booking } = found;
  const isDone = about === 'issue' ? !awaitsIssue(booking) : booking.returnedAt !== null || booking.archived;
  if (isDone) return { state: { is: booking.archived && !wasIssued(booking) ? 'off' : 'done' }, found };
  const checklist = await tx.checklist.findFirst({
    where: { bookingId, kind: about, state: { in: ['active', 'done'] } },
    orderBy: { startedAt: 'desc' },
  });
  if (checklist !== null)
    return { state: { is: 'begun', by: checklist.staffId, at: checklist.startedAt }, found };
  const planned = about === 'issue' ? booking.startAt : booking.endAt;
  if (planned === null || (about === 'return' && !awaitsReturn(booking)))
    return { state: { is: 'off' }, found };
  return {
    state: planned.getTime() === at.getTime() ? { is: 'awaited' } : { is: 'moved', to: planned },
    found,
  };
}

function wasIssued({ issuedAt, inRent, returnedAt }: BookingView['booking']): boolean {
  return issuedAt !== null || inRent || returnedAt !== null;
}
