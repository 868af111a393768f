import { getTask } from '../engine/schedules/index.js';
import type { Task } from '../platform/prisma/index.js';
import type { Change } from './change.js';
import { ApiFault } from './fault.js';

/** The task, if the actor may change it: the product's own belong to administrators. */
export async function taskToChange({ work, actor }: Change, id: string): Promise<Task> {
  const task = await getTask(work.tx, id);
  if (task.name !== null && !actor.scopes.has('admin'))
    throw new ApiFault(
      403,
      'forbidden',
      `the task ${task.name} is the product's own: this needs the scope admin`,
      {
        details: { missing_scope: 'admin' },
      },
    );
  return task;
}
