import type { Prisma, Task } from '../platform/prisma/index.js';
import { taskBodyOf, type TaskBody } from './task-schema.js';

/** Tasks with the pipelines that they run; of one that has only a draft so far, the draft. */
export async function taskBodies(db: Prisma.TransactionClient, tasks: readonly Task[]): Promise<TaskBody[]> {
  const wanted = tasks.map((task) => ({ taskId: task.id, version: Math.max(task.version, 1) }));
  const versions = await db.taskVersion.findMany({
    where: { OR: wanted },
    select: { taskId: true, payload: true },
  });
  const payloads = new Map(versions.map(({ taskId, payload }) => [taskId, payload]));
  return tasks.map((task) => taskBodyOf(task, (payloads.get(task.id) ?? null) as TaskBody['payload']));
}

export async function taskBody(db: Prisma.TransactionClient, task: Task): Promise<TaskBody> {
  const [body] = await taskBodies(db, [task]);
  return body ?? taskBodyOf(task, null);
}
