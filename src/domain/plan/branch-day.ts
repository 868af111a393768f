import type { Incident, Prisma } from '../../platform/prisma/index.js';
import { shiftsBetween, type Shift } from '../staff/index.js';
import { isWithin, type Day } from './day.js';
import { plannedHandovers, type PlannedHandover } from './handovers.js';
import { carsInMaintenance, type CarInMaintenance } from './workshop.js';

/** What a branch has to do on a day, as known at `now`. */
export interface BranchDay {
  branch: string;
  day: Day;
  now: Date;
  handovers: PlannedHandover[];
  /** Who is on shift in that day, soonest first. */
  shifts: Shift[];
  /** What stands open now; of another day than the present one nothing can be said. */
  present: {
    incidents: (Pick<Incident, 'id' | 'text' | 'kind' | 'state' | 'carId'> & { plate: string | null })[];
    /** How many requests wait for a decision. */
    approvals: number;
    maintenance: CarInMaintenance[];
  } | null;
}

export async function branchDay(
  tx: Prisma.TransactionClient,
  branch: string,
  day: Day,
  now: Date,
): Promise<BranchDay> {
  const handovers = await plannedHandovers(tx, { branches: [branch], day, now });
  const shifts = await shiftsBetween(tx, branch, day.from, day.to);
  const present = isWithin(now, day) ? await presentOf(tx, branch, now) : null;
  return { branch, day, now, handovers, shifts, present };
}

async function presentOf(
  tx: Prisma.TransactionClient,
  branch: string,
  now: Date,
): Promise<NonNullable<BranchDay['present']>> {
  const incidents = await tx.incident.findMany({
    where: { branch, state: { not: 'resolved' } },
    select: { id: true, text: true, kind: true, state: true, carId: true },
    orderBy: { openedAt: 'asc' },
  });
  const cars = await tx.car.findMany({
    where: { id: { in: incidents.flatMap(({ carId }) => carId ?? []) } },
    select: { id: true, plate: true },
  });
  return {
    incidents: incidents.map((incident) => ({
      ...incident,
      plate: cars.find(({ id }) => id === incident.carId)?.plate ?? null,
    })),
    approvals: await tx.approval.count({ where: { branch, state: 'pending' } }),
    maintenance: await carsInMaintenance(tx, branch, now),
  };
}
