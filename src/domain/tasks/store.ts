import type { Prisma, StaffTask, StaffTaskEntry } from '../../platform/prisma/index.js';

/** Of its history the card shows the newest. */
const ENTRIES = 8;

/** A task with what its card shows besides. */
export interface TaskView {
  task: StaffTask;
  car: { id: number; plate: string | null; model: string | null } | null;
  /** Oldest first, the newest of them. */
  entries: StaffTaskEntry[];
}

/** The task as it is now; nobody else changes it until the transaction ends. */
export async function lockTask(tx: Prisma.TransactionClient, id: string): Promise<StaffTask | null> {
  await tx.$queryRaw`select 1 from staff_tasks where id = ${id}::uuid for update`;
  return tx.staffTask.findUnique({ where: { id } });
}

export async function findTask(tx: Prisma.TransactionClient, id: string): Promise<StaffTask | null> {
  return tx.staffTask.findUnique({ where: { id } });
}

export async function viewTask(tx: Prisma.TransactionClient, id: string): Promise<TaskView | null> {
  const task = await tx.staffTask.findUnique({ where: { id } });
  if (task === null) return null;
  const car =
    task.carId === null
      ? null
      : ((await tx.car.findUnique({
          where: { id: task.carId },
          select: { id: true, plate: true, model: true },
        })) ?? { id: task.carId, plate: null, model: null });
  const newest = await tx.staffTaskEntry.findMany({
    where: { taskId: id },
    orderBy: { id: 'desc' },
    take: ENTRIES,
  });
  return { task, car, entries: newest.reverse() };
}
