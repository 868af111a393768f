import type { Task } from '../../platform/prisma/index.js';
import type { Work } from '../jobs/index.js';
import { activeRuns, cancelRun } from '../pipelines/index.js';
import { wrongState } from './faults.js';
import { getTask, holdTask } from './held-task.js';
import { beginAnew, settleAnew } from './next-slot.js';
import { toZonedIso } from './wall-time.js';

/** The longest snooze. */
const MOST_SECONDS = 366 * 86_400;

/**
 * No slot is made any more, and what was made but has not begun is skipped; runs under way go on. A paused task stays as
 * it is. Throws `task.not_found`, `task.wrong_state`.
 */
export async function pauseTask(work: Work, id: string): Promise<Task> {
  const { task } = await holdTask(work.tx, id);
  if (task.state === 'paused') return task;
  refuseOver(task);
  return work.tx.task.update({ where: { id }, data: { state: 'paused', nextSlotAt: null } });
}

/**
 * Ends a pause or a snooze. The time of the pause is not caught up: slots are made from now on. A task that is neither
 * stays as it is; one whose rule has run out meanwhile ends. Throws `task.not_found`, `task.wrong_state`.
 */
export async function resumeTask(work: Work, id: string, at?: Date): Promise<Task> {
  const { task, now } = await holdTask(work.tx, id, at);
  refuseOver(task);
  const isSnoozed = task.snoozedUntil !== null && task.snoozedUntil > now;
  if (task.state === 'active' && !isSnoozed) return task;
  // While it was snoozed no slot was made, however far it is settled ahead.
  const standing = beginAnew(isSnoozed ? { ...task, settledUntil: now } : task, now);
  return work.tx.task.update({
    where: { id },
    data: {
      ...standing,
      ...(task.version === 0 ? { nextSlotAt: null } : {}),
      snoozedUntil: null,
      snoozeReason: null,
    },
  });
}

/**
 * Slots up to the end of the snooze are not made, nor caught up. The one slot of a `once` task that falls into it is put
 * off to its end. A later snooze takes the place of an earlier one. Throws `task.not_found`, `task.wrong_state`.
 */
export async function snoozeTask(
  work: Work,
  id: string,
  snooze: { delaySeconds: number; reason?: string },
  at?: Date,
): Promise<Task> {
  const { task, now } = await holdTask(work.tx, id, at);
  if (task.state !== 'active')
    throw wrongState(id, task.state, `the task is ${task.state}: only an active one can be snoozed`);
  const until = new Date(now.getTime() + Math.min(snooze.delaySeconds, MOST_SECONDS) * 1000);
  const snoozed = { snoozedUntil: until, snoozeReason: snooze.reason ?? null };
  if (task.scheduleKind === 'once' && task.nextSlotAt !== null && task.nextSlotAt < until) {
    // A slot is a whole second.
    const slotAt = new Date(Math.ceil(until.getTime() / 1000) * 1000);
    return work.tx.task.update({
      where: { id },
      data: {
        ...snoozed,
        scheduleExpr: toZonedIso(slotAt, task.timezone),
        settledUntil: settleAnew(task, now),
        nextSlotAt: slotAt,
      },
    });
  }
  // An earlier, longer snooze is over with this one.
  const standing = beginAnew({ ...task, settledUntil: now }, until);
  return work.tx.task.update({
    where: { id },
    data: { ...snoozed, ...standing, ...(task.version === 0 ? { nextSlotAt: null } : {}) },
  });
}

/**
 * No slot is made any more, for good, and runs that wait for their turn are cancelled; those under way go on. A cancelled
 * task stays as it is. Throws `task.not_found`.
 */
export async function cancelTask(work: Work, id: string): Promise<Task> {
  const task = await getTask(work.tx, id);
  if (task.state === 'cancelled') return task;
  // Whoever ends a run holds it before its task: in the other order they would lock each other out.
  for (const run of await activeRuns(work.tx, id))
    if (run.state === 'queued') await cancelRun(work, run.id, 'the task was cancelled');
  return work.tx.task.update({ where: { id }, data: { state: 'cancelled', nextSlotAt: null } });
}

function refuseOver(task: Task): void {
  if (task.state === 'cancelled' || task.state === 'ended')
    throw wrongState(task.id, task.state, `the task is ${task.state}`);
}
