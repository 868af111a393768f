import type { Booking, Prisma } from '../../platform/prisma/index.js';
import type { BookingView } from '../bookings/index.js';

/** Bookings by their ids, in their order; those that are not there are left out. */
export async function viewBookings(
  tx: Prisma.TransactionClient,
  ids: readonly number[],
): Promise<BookingView[]> {
  const bookings = await tx.booking.findMany({ where: { id: { in: [...ids] } } });
  const byId = new Map(bookings.map((booking) => [booking.id, booking]));
  return withCarAndClient(
    tx,
    ids.map((id) => byId.get(id)).filter((booking) => booking !== undefined),
  );
}

/** Two queries, however many bookings. */
export async function withCarAndClient(
  tx: Prisma.TransactionClient,
  bookings: readonly Booking[],
): Promise<BookingView[]> {
  const carIds = bookings.map(({ carId }) => carId).filter((id) => id !== null);
  const clientIds = bookings.map(({ clientId }) => clientId).filter((id) => id !== null);
  const cars = await tx.car.findMany({ where: { id: { in: carIds } } });
  const clients = await tx.client.findMany({ where: { id: { in: clientIds } } });
  return bookings.map((booking) => ({
    booking,
    car: cars.find(({ id }) => id === booking.carId) ?? null,
    client: clients.find(({ id }) => id === booking.clientId) ?? null,
  }));
}
