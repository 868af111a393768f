import type { Prisma, Task } from '../../platform/prisma/index.js';
import { loadStatement, sqlOfPrisma } from '../../platform/sql/index.js';
import { unknownTask } from './faults.js';

const lockTaskSql = loadStatement(import.meta.url, './sql/lock-task.sql');
const currentTimeSql = loadStatement(import.meta.url, './sql/current-time.sql');

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The time at which something is done: the database's, where nothing else is given. */
export async function currentTime(tx: Prisma.TransactionClient, given?: Date): Promise<Date> {
  if (given !== undefined) return given;
  const [row] = await sqlOfPrisma(tx).rows<{ now: Date }>(currentTimeSql, []);
  return row?.now ?? new Date();
}

/**
 * Holds a task until the end of the transaction: neither a scheduler nor a person changes it meanwhile. Throws
 * `task.not_found`. `given`: the time, where it is not the database's.
 */
export async function holdTask(
  tx: Prisma.TransactionClient,
  id: string,
  given?: Date,
): Promise<{ task: Task; now: Date }> {
  const [held] = isTaskId(id) ? await sqlOfPrisma(tx).rows<{ now: Date }>(lockTaskSql, [id]) : [];
  if (held === undefined) throw unknownTask(id);
  return { task: await tx.task.findUniqueOrThrow({ where: { id } }), now: given ?? held.now };
}

/** A task as it is. Throws `task.not_found`. */
export async function getTask(tx: Prisma.TransactionClient, id: string): Promise<Task> {
  const task = isTaskId(id) ? await tx.task.findUnique({ where: { id } }) : null;
  if (task === null) throw unknownTask(id);
  return task;
}

/** PostgreSQL refuses a statement that is asked for an id of another form. */
function isTaskId(id: string): boolean {
  return UUID.test(id);
}
