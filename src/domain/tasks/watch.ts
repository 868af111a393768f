import type { Work } from '../../engine/jobs/index.js';
import { may, type StaffMember } from '../staff/index.js';
import type { TaskMode } from './card.js';
import type { TaskDeps } from './deps.js';
import { showTask } from './show.js';
import { lockTask } from './store.js';

/**
 * Shows a task to somebody who asks for it, in their private chat, and keeps its card there up to date from then on.
 * False when there is no such task, or none that they may see.
 */
export async function openTask(
  work: Work,
  deps: TaskDeps,
  asked: {
    taskId: string;
    person: StaffMember;
    correlationId: string;
    /** Below everything else. */
    below: boolean;
    mode?: TaskMode;
  },
): Promise<boolean> {
  const { taskId, person, correlationId, below, mode } = asked;
  const task = await lockTask(work.tx, taskId);
  if (task === null || !may(person, 'task.see', task.branch)) return false;
  const { telegramId } = person;
  if (!task.told.includes(telegramId))
    await work.tx.staffTask.update({ where: { id: taskId }, data: { told: [...task.told, telegramId] } });
  await showTask(work, deps, taskId, {
    correlationId,
    ...(below && { below: [telegramId] }),
    mode: mode && { of: telegramId, is: mode },
  });
  return true;
}
