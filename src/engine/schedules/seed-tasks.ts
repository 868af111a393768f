import { isDeepStrictEqual } from 'node:util';
import type { Prisma, Task } from '../../platform/prisma/index.js';
import type { Work } from '../jobs/index.js';
import { checkTask, type Tools } from './check-task.js';
import { fieldsOf } from './task.js';
import { createTask, type NewTask } from './tasks.js';
import { addVersion } from './versions.js';
import { holdTask } from './held-task.js';

/** Who the product is as the author of its own tasks. */
export const PRODUCT = 'product';

/** One of the product's own tasks, by a name that never changes: `check.cash:tbilisi`. */
export type TaskSeed = Omit<NewTask, 'createdBy' | 'draft'> & { name: string };

/**
 * Makes those of the product's own tasks that are not there. Of one that is there title, description and pipeline follow
 * the seed when its pipeline changed, as long as nobody else has published one; what an admin set otherwise, the schedule
 * above all, stays. Processes that start side by side make each task once. Throws `task.invalid`.
 */
export async function seedTasks(work: Work, tools: Tools, seeds: readonly TaskSeed[]): Promise<void> {
  await work.tx.$queryRaw`select pg_advisory_xact_lock(hashtextextended('tasks.seed', 0))::text`;
  const known = await work.tx.task.findMany({ where: { name: { in: seeds.map(({ name }) => name) } } });
  for (const seed of seeds) {
    const task = known.find(({ name }) => name === seed.name);
    if (task === undefined) await createTask(work, tools, { ...seed, createdBy: PRODUCT });
    else await follow(work, tools, task, seed);
  }
}

async function follow(work: Work, tools: Tools, { id }: Task, seed: TaskSeed): Promise<void> {
  const newest = await work.tx.taskVersion.findFirst({
    where: { taskId: id, state: 'published' },
    orderBy: { version: 'desc' },
  });
  const { payload } = seed;
  if (newest?.createdBy !== PRODUCT || isSame(newest.payload, payload)) return;
  const { task, now } = await holdTask(work.tx, id);
  if (task.version !== newest.version) return;
  const { plan } = checkTask(tools, fieldsOf(task), payload);
  if (plan === undefined) return;
  const { version } = await addVersion(work, id, { payload, plan, by: PRODUCT }, { state: 'published', now });
  const { title, description = task.description } = seed;
  await work.tx.task.update({ where: { id }, data: { title, description, version } });
}

/** The same once it is stored. */
function isSame(stored: Prisma.JsonValue, payload: unknown): boolean {
  return isDeepStrictEqual(stored, JSON.parse(JSON.stringify(payload)));
}
