import type { Booking, Prisma } from '../../platform/prisma/index.js';
import type { BookingView } from '../bookings/index.js';

/** Bookings with their cars and clients, however many there are by two queries. */
export async function withParts(
  tx: Prisma.TransactionClient,
  bookings: readonly Booking[],
): Promise<BookingView[]> {
  const [carIds, clientIds] = [
    bookings.flatMap(({ carId }) => carId ?? []),
    bookings.flatMap(({ clientId }) => clientId ?? []),
  ];
  const cars = carIds.length === 0 ? [] : await tx.car.findMany({ where: { id: { in: carIds } } });
  const clients =
    clientIds.length === 0 ? [] : await tx.client.findMany({ where: { id: { in: clientIds } } });
  const carOf = new Map(cars.map((car) => [car.id, car]));
  const clientOf = new Map(clients.map((client) => [client.id, client]));
  return bookings.map((booking) => ({
    booking,
    car: booking.carId === null ? null : (carOf.get(booking.carId) ?? null),
    client: booking.clientId === null ? null : (clientOf.get(booking.clientId) ?? null),
  }));
}
