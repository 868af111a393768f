import type { Prisma, PrismaClient, Run } from '../../platform/prisma/index.js';
import { ACTIVE, type RunState } from './run-record.js';

export interface RunFilter {
  taskId?: string;
  route?: string;
  eventId?: string;
  states?: readonly RunState[];
  /** Created at or after this time. */
  since?: Date;
  /** Created before this time. */
  until?: Date;
}

export function whereOf({ taskId, route, eventId, states, since, until }: RunFilter): Prisma.RunWhereInput {
  return {
    ...(taskId !== undefined && { taskId }),
    ...(route !== undefined && { route }),
    ...(eventId !== undefined && { eventId }),
    ...(states !== undefined && { state: { in: [...states] } }),
    ...((since !== undefined || until !== undefined) && {
      createdAt: { ...(since !== undefined && { gte: since }), ...(until !== undefined && { lt: until }) },
    }),
  };
}

/** What a list of runs says of each: all but its plan and parameters. */
export type ListedRun = Omit<Run, 'plan' | 'params'>;

/** Runs, newest first. */
export async function listRuns(
  db: PrismaClient | Prisma.TransactionClient,
  filter: RunFilter & { limit: number; offset: number },
): Promise<{ runs: ListedRun[]; total: number }> {
  const where = whereOf(filter);
  const [runs, total] = await Promise.all([
    db.run.findMany({
      where,
      omit: { plan: true, params: true },
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: filter.limit,
      skip: filter.offset,
    }),
    db.run.count({ where }),
  ]);
  return { runs, total };
}

/** Runs of a task that are not over, oldest first. */
export async function activeRuns(
  db: PrismaClient | Prisma.TransactionClient,
  taskId: string,
): Promise<{ id: string; state: RunState }[]> {
  const runs = await db.run.findMany({
    where: { taskId, state: { in: [...ACTIVE] } },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: { id: true, state: true },
  });
  return runs.map(({ id, state }) => ({ id, state: state as RunState }));
}
