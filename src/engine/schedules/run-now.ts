import type { Work } from '../jobs/index.js';
import { wrongState } from './faults.js';
import { fireTask, type Fire, type Fired, type OnCancelled } from './fire.js';
import { getTask } from './held-task.js';

/**
 * Starts a run at once, also of a task that is paused, snoozed or has ended; its overlap rule holds, its dedupe window
 * does not. `params` stand for the pipeline's of the same names. Throws `task.not_found`, `task.wrong_state` for one that
 * is cancelled or has no published version.
 */
export async function runTaskNow(
  work: Work,
  id: string,
  run: Pick<Fire, 'params' | 'correlationId'> & { requestedBy: string },
  onCancelled?: OnCancelled,
): Promise<Fired> {
  const task = await getTask(work.tx, id);
  if (task.state === 'cancelled') throw wrongState(id, task.state, 'the task is cancelled');
  const fired = await fireTask(work, { ...run, taskId: id, cause: 'manual' }, onCancelled);
  if (fired === null) throw wrongState(id, 'draft', 'the task has no published version yet');
  return fired;
}
