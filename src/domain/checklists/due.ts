import type { Car, Prisma } from '../../platform/prisma/index.js';
import { findBooking, type BookingView } from '../bookings/index.js';

/** What is begun from a booking, and what from a car. */
export type HandoverKind = 'issue' | 'return';
export type CarKind = 'trip' | 'maintenance';

export interface Due<Item> {
  total: number;
  items: Item[];
}

const HOUR_MS = 3_600_000;
/** An issue that is later than a day has its own reminders; one that is far ahead is not begun. */
const LATE_MS = 24 * HOUR_MS;
const AHEAD_MS = 72 * HOUR_MS;

/** Bookings whose car is to be given out soon, or is still to come back: the one that was due first, first. */
export async function dueBookings(
  tx: Prisma.TransactionClient,
  kind: HandoverKind,
  of: { branches: readonly string[]; now: Date },
  page: { skip: number; take: number },
): Promise<Due<BookingView>> {
  const where: Prisma.BookingWhereInput = {
    branch: { in: [...of.branches] },
    ...{ deleted: false, archived: false, returnedAt: null },
    ...(kind === 'issue'
      ? {
          ...{ issuedAt: null, inRent: false },
          startAt: {
            gte: new Date(of.now.getTime() - LATE_MS),
            lte: new Date(of.now.getTime() + AHEAD_MS),
          },
        }
      : { OR: [{ issuedAt: { not: null } }, { inRent: true }] }),
  };
  const moment = kind === 'issue' ? 'startAt' : 'endAt';
  const rows = await tx.booking.findMany({
    where,
    orderBy: [{ [moment]: { sort: 'asc', nulls: 'last' } }, { id: 'asc' }],
    select: { id: true },
    ...page,
  });
  const views = await Promise.all(rows.map(({ id }) => findBooking(tx, id)));
  return { total: await tx.booking.count({ where }), items: views.filter((view) => view !== null) };
}

/** The cars of the branches, by plate. */
export async function carsToChoose(
  tx: Prisma.TransactionClient,
  branches: readonly string[],
  page: { skip: number; take: number },
): Promise<Due<Car>> {
  const where: Prisma.CarWhereInput = { branch: { in: [...branches] }, deleted: false };
  const items = await tx.car.findMany({
    where,
    orderBy: [{ plate: { sort: 'asc', nulls: 'last' } }, { id: 'asc' }],
    ...page,
  });
  return { total: await tx.car.count({ where }), items };
}
