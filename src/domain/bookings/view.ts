import type { Booking, Car, Client, Prisma } from '../../platform/prisma/index.js';

/** A booking with what is known of its car and client; null parts are not known (yet). */
export interface BookingView {
  booking: Booking;
  car: Car | null;
  client: Client | null;
}

export async function findBooking(tx: Prisma.TransactionClient, id: number): Promise<BookingView | null> {
  const booking = await tx.booking.findUnique({ where: { id } });
  if (booking === null) return null;
  const [car, client] = [
    booking.carId === null ? null : await tx.car.findUnique({ where: { id: booking.carId } }),
    booking.clientId === null ? null : await tx.client.findUnique({ where: { id: booking.clientId } }),
  ];
  return { booking, car, client };
}

/** Bookings of a car, or of a client, that are not over or ended after `since`: what is said of the one concerns them. */
export async function openBookingsOf(
  tx: Prisma.TransactionClient,
  of: { carId: number } | { clientId: number },
  since: Date,
): Promise<BookingView[]> {
  const bookings = await tx.booking.findMany({
    where: {
      ...of,
      deleted: false,
      archived: false,
      returnedAt: null,
      OR: [{ endAt: null }, { endAt: { gte: since } }],
    },
    orderBy: { startAt: 'asc' },
    take: 20,
  });
  const views = await Promise.all(bookings.map((booking) => findBooking(tx, booking.id)));
  return views.filter((view) => view !== null);
}

/** Whether the car is still to be given out: planned, not issued, not gone. */
export function awaitsIssue(booking: Booking): boolean {
  return (
    booking.issuedAt === null &&
    booking.returnedAt === null &&
    !booking.inRent &&
    !booking.deleted &&
    !booking.archived
  );
}
