import type { Prisma, Reminder } from '../../platform/prisma/index.js';

/** All reminders of a handover's notices, oldest first; nobody else changes them until the transaction ends. */
export async function lockReminders(
  tx: Prisma.TransactionClient,
  bookingId: number,
  about: string,
): Promise<Reminder[]> {
  await tx.$queryRaw`
    select 1 from reminders where booking_id = ${bookingId} and about = ${about} order by id for update`;
  return tx.reminder.findMany({
    where: { bookingId, about },
    orderBy: [{ createdAt: 'asc' }, { rung: 'asc' }, { staffId: 'asc' }],
  });
}

export async function findReminder(tx: Prisma.TransactionClient, id: string): Promise<Reminder | null> {
  return tx.reminder.findUnique({ where: { id } });
}

/** The one of each person that stands on their card: the newest. */
export function newestOfEach(reminders: readonly Reminder[]): Reminder[] {
  return [...new Map(reminders.map((one) => [one.staffId, one])).values()];
}
