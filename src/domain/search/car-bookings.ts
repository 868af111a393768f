import type { Booking, Prisma } from '../../platform/prisma/index.js';

/** The booking on which a car is out, and those for which it is to go out, soonest first. */
export interface CarBookings {
  rented: Booking | null;
  next: Booking[];
}

/** One query, however many cars. Bookings that ended without ever being issued are no reason to wait for the car. */
export async function bookingsOfCars(
  tx: Prisma.TransactionClient,
  carIds: readonly number[],
  now: Date,
): Promise<(carId: number) => CarBookings> {
  const bookings = await tx.booking.findMany({
    where: {
      carId: { in: [...carIds] },
      deleted: false,
      archived: false,
      returnedAt: null,
      OR: [{ inRent: true }, { issuedAt: { not: null } }, { endAt: null }, { endAt: { gte: now } }],
    },
    orderBy: [{ startAt: 'asc' }, { id: 'asc' }],
  });
  return (carId) => {
    const own = bookings.filter((one) => one.carId === carId);
    const isOut = (one: Booking): boolean => one.inRent || one.issuedAt !== null;
    return { rented: own.find(isOut) ?? null, next: own.filter((one) => !isOut(one)) };
  };
}
