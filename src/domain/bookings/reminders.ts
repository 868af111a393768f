import type { Prisma } from '../../platform/prisma/index.js';

/** Writes down that a person is reminded; null when this notice was given to this person before. */
export async function openReminder(
  tx: Prisma.TransactionClient,
  reminder: { bookingId: number; staffId: bigint; about: 'issue' | 'return'; notice: string },
): Promise<string | null> {
  const known = await tx.reminder.findUnique({ where: { bookingId_staffId_about_notice: reminder } });
  if (known !== null) return null;
  return (await tx.reminder.create({ data: reminder })).id;
}

export interface SeenReminder {
  id: string;
  bookingId: number;
  staffId: bigint;
  branch: string | null;
}

/** The reminder, for the check of who pressed. */
export async function findReminder(tx: Prisma.TransactionClient, id: string): Promise<SeenReminder | null> {
  const row = await tx.reminder.findUnique({ where: { id } });
  if (row === null) return null;
  const booking = await tx.booking.findUnique({ where: { id: row.bookingId }, select: { branch: true } });
  return { id: row.id, bookingId: row.bookingId, staffId: row.staffId, branch: booking?.branch ?? null };
}

/** Marks it as seen; false when it was before. */
export async function acknowledgeReminder(
  tx: Prisma.TransactionClient,
  id: string,
  at: Date,
): Promise<boolean> {
  const changed = await tx.reminder.updateMany({
    where: { id, acknowledgedAt: null },
    data: { acknowledgedAt: at },
  });
  return changed.count > 0;
}
