import type { Work } from '../../engine/jobs/index.js';
import { isQuiet, nextWake } from '../staff/index.js';
import type { TaskDeps } from './deps.js';
import { showTask, peopleToldOf } from './show.js';
import { lockTask } from './store.js';

/** Brings a task's card before people again: it is due, or was snoozed until now. */
export const WAKE_TASK = 'task.wake';

export interface WakeTask {
  taskId: string;
  /** ISO time for which it was set: a task that was moved meanwhile has a timer of its own. */
  at: string;
  /** Telegram id of somebody who slept then: it comes to them only. */
  staffId?: string | undefined;
}

/** Sets the timer of a moment; without one there is none. */
export async function planWake(
  work: Work,
  wake: { id: string; at: Date | null; correlationId: string; later?: { staffId: bigint; runAt: Date } },
): Promise<void> {
  const { id, at, correlationId, later } = wake;
  if (at === null) return;
  const staffId = later === undefined ? undefined : String(later.staffId);
  const payload: WakeTask = { taskId: id, at: at.toISOString(), staffId };
  await work.enqueue({
    ...{ kind: WAKE_TASK, payload, correlationId, priority: 4 },
    runAt: later?.runAt ?? at,
    dedupeKey: [id, payload.at, ...(staffId === undefined ? [] : [staffId])].join(':'),
  });
}

/**
 * The card comes again below everything else, to those who are awake; for each of those who sleep it waits until they may
 * be disturbed.
 */
export async function wakeTask(
  work: Work,
  deps: TaskDeps,
  { taskId, at, staffId }: WakeTask,
  correlationId: string,
): Promise<void> {
  const task = await lockTask(work.tx, taskId);
  if (task?.state !== 'open') return;
  const now = deps.clock.now();
  const moment = new Date(at).getTime();
  const isSnoozed = task.snoozedUntil !== null && task.snoozedUntil.getTime() > moment;
  if (isSnoozed || ![task.snoozedUntil?.getTime(), task.dueAt?.getTime()].includes(moment)) return;
  const told = await peopleToldOf(work.tx, task);
  const people = told.filter((one) => staffId === undefined || String(one.telegramId) === staffId);
  const { timezone } = deps.company;
  const sleeping = people.filter((one) => isQuiet(one, now, timezone));
  for (const one of sleeping) {
    const later = { staffId: one.telegramId, runAt: nextWake(one, now, timezone) };
    await planWake(work, { id: taskId, at: new Date(at), correlationId, later });
  }
  if (people.length > 0 && sleeping.length === people.length) return;
  const below = people.filter((one) => !sleeping.includes(one)).map((one) => one.telegramId);
  await showTask(work, deps, taskId, { correlationId, below });
}
