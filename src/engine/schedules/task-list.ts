import type { Prisma, PrismaClient, Task } from '../../platform/prisma/index.js';

/** What is left out does not matter. */
export interface TaskFilter {
  state?: string;
  createdBy?: string;
  scheduleKind?: string;
  branch?: string;
  /** Only the product's own, or all but these. */
  isProduct?: boolean;
}

/**
 * Tasks in the order in which they were made: a page stays what it is while tasks are added. `total`: of all pages.
 */
export async function listTasks(
  prisma: PrismaClient,
  filter: TaskFilter,
  page: { limit: number; offset: number },
): Promise<{ items: Task[]; total: number }> {
  const { isProduct, ...equal } = filter;
  const where: Prisma.TaskWhereInput = {
    ...equal,
    ...(isProduct === undefined ? {} : { name: isProduct ? { not: null } : null }),
  };
  const [items, total] = await prisma.$transaction([
    prisma.task.findMany({
      where,
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      take: page.limit,
      skip: page.offset,
    }),
    prisma.task.count({ where }),
  ]);
  return { items, total };
}
