import type { Car, Incident, Prisma } from '../../platform/prisma/index.js';
import { closedLately } from './rules.js';

export interface IncidentView {
  incident: Incident;
  car: Car | null;
}

export function findIncident(tx: Prisma.TransactionClient, id: string): Promise<Incident | null> {
  return tx.incident.findUnique({ where: { id } });
}

/** Incidents of a car that are not closed, the newest first. */
export function openIncidentsOf(tx: Prisma.TransactionClient, carId: number): Promise<Incident[]> {
  return tx.incident.findMany({
    where: { carId, state: { not: 'resolved' } },
    orderBy: { openedAt: 'desc' },
    take: 20,
  });
}

/** A page of the branches' incidents: those that are not closed, oldest first; or those closed within seven days. */
export async function listIncidents(
  tx: Prisma.TransactionClient,
  wanted: {
    branches: readonly string[] | 'all';
    which: 'open' | 'closed';
    page: number;
    size: number;
    now: Date;
  },
): Promise<{ total: number; page: number; views: IncidentView[] }> {
  const { branches, which, size, now } = wanted;
  const open = which === 'open';
  const where: Prisma.IncidentWhereInput = {
    ...(branches !== 'all' && { branch: { in: [...branches] } }),
    ...(open
      ? { state: { in: ['open', 'acknowledged'] } }
      : { state: 'resolved', resolvedAt: { gte: closedLately(now) } }),
  };
  const total = await tx.incident.count({ where });
  const page = Math.min(wanted.page, Math.max(0, Math.ceil(total / size) - 1));
  const incidents = await tx.incident.findMany({
    where,
    orderBy: open ? [{ openedAt: 'asc' }, { id: 'asc' }] : [{ resolvedAt: 'desc' }, { id: 'asc' }],
    skip: page * size,
    take: size,
  });
  const cars = await tx.car.findMany({
    where: { id: { in: incidents.flatMap(({ carId }) => carId ?? []) } },
  });
  const carOfIncident = ({ carId }: Incident): Car | null => cars.find(({ id }) => id === carId) ?? null;
  return { total, page, views: incidents.map((incident) => ({ incident, car: carOfIncident(incident) })) };
}
