import type { Prisma } from '../../platform/prisma/index.js';
import type { Day } from '../plan/index.js';

/** How many of a branch's cars are on rent at a moment. */
export interface Occupancy {
  cars: number;
  rented: number;
}

/**
 * Occupancy at the end of each day, and now on the present one; null for a day that has not begun. The cars are those
 * that the branch has today: RentProg does not say where a car belonged before.
 */
export async function occupancyOf(
  tx: Prisma.TransactionClient,
  branch: string,
  days: readonly Day[],
  now: Date,
): Promise<(Occupancy | null)[]> {
  const [first] = days;
  if (first === undefined) return [];
  const cars = await tx.car.findMany({ where: { branch, deleted: false }, select: { id: true } });
  const rentals = await tx.booking.findMany({
    where: {
      carId: { in: cars.map(({ id }) => id) },
      deleted: false,
      AND: [
        { OR: [{ issuedAt: { not: null } }, { inRent: true }] },
        { OR: [{ returnedAt: null }, { returnedAt: { gt: first.from } }] },
      ],
    },
    select: {
      ...{ carId: true, startAt: true, endAt: true, issuedAt: true },
      ...{ returnedAt: true, archived: true },
    },
  });
  return days.map(({ from, to }) => {
    if (from > now) return null;
    const moment = to < now ? new Date(to.getTime() - 1) : now;
    const rented = rentals.filter((rental) => {
      const begun = rental.issuedAt ?? rental.startAt;
      // Archived without a word of the return: it ended as planned.
      const ended = rental.returnedAt ?? (rental.archived ? (rental.endAt ?? begun) : null);
      return begun !== null && begun <= moment && (ended === null || ended > moment);
    });
    return { cars: cars.length, rented: new Set(rented.map(({ carId }) => carId)).size };
  });
}
