import type { Work } from '../../engine/jobs/index.js';
import type { StaffTask } from '../../platform/prisma/index.js';

/** Makes the state of a task in YouGile what it is here. */
export const SYNC_TASK = 'yougile.sync_task';

/** The tracker that the tasks of others are from. Throws an `IntegrationError`. */
export interface TaskTracker {
  setCompleted(id: string, completed: boolean, signal?: AbortSignal): Promise<void>;
}

/** Of the source keys of its tasks; YouGile's own id follows. */
export const TRACKER_PREFIX = 'yougile:';

/** The id that YouGile knows a task by; null for a task that is not from there. */
export function trackerIdOf({ source, sourceKey }: Pick<StaffTask, 'source' | 'sourceKey'>): string | null {
  return source === 'yougile' && sourceKey?.startsWith(TRACKER_PREFIX) === true
    ? sourceKey.slice(TRACKER_PREFIX.length)
    : null;
}

/** Asks for it when the task is one of YouGile's; tasks of one key go in the order in which they were asked for. */
export async function planSync(work: Work, task: StaffTask, correlationId: string): Promise<void> {
  const trackerId = trackerIdOf(task);
  if (trackerId === null) return;
  await work.enqueue({
    ...{ kind: SYNC_TASK, payload: { taskId: task.id }, correlationId, priority: 6 },
    concurrencyKey: `${TRACKER_PREFIX}${trackerId}`,
  });
}
