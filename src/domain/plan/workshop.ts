import type { Car, MaintenanceIntake, Prisma } from '../../platform/prisma/index.js';

const DAY_MS = 24 * 3_600_000;
/** A car of whose stay nobody said how long it takes is taken for repaired after so many days. */
const USUAL_DAYS = 14;

/** A car that was taken in for service or repair and has not been given out since. */
export interface CarInMaintenance {
  car: Pick<Car, 'id' | 'plate' | 'model'>;
  /** When it is expected back; null: nobody said. */
  until: Date | null;
}

/** Cars in maintenance in the branch at that moment; longest there first. */
export async function carsInMaintenance(
  tx: Prisma.TransactionClient,
  branch: string,
  now: Date,
): Promise<CarInMaintenance[]> {
  const intakes = await tx.maintenanceIntake.findMany({
    where: { branch, at: { lte: now, gte: new Date(now.getTime() - 90 * DAY_MS) } },
    orderBy: { at: 'asc' },
  });
  const newest = new Map(intakes.map((intake) => [intake.carId, intake]));
  const staying = [...newest.values()].filter((intake) => endOf(intake) >= now);
  if (staying.length === 0) return [];
  const carIds = staying.map(({ carId }) => carId);
  const cars = await tx.car.findMany({
    where: { id: { in: carIds }, deleted: false },
    select: { id: true, plate: true, model: true },
  });
  const issues = await tx.handover.findMany({
    where: { carId: { in: carIds }, kind: 'issue', at: { lte: now } },
    select: { carId: true, at: true },
  });
  return staying.flatMap(({ carId, at, days }) => {
    const car = cars.find(({ id }) => id === carId);
    const wentOut = issues.some((issue) => issue.carId === carId && issue.at > at);
    if (car === undefined || wentOut) return [];
    return [{ car, until: days === null ? null : new Date(at.getTime() + days * DAY_MS) }];
  });
}

/** A stay goes on until the end of its last day, by and large: what takes longer is taken in anew. */
function endOf({ at, days }: MaintenanceIntake): Date {
  return new Date(at.getTime() + ((days ?? USUAL_DAYS) + 1) * DAY_MS);
}
