import { newCorrelationId } from '../../kernel/ids.js';
import type { Prisma, Task } from '../../platform/prisma/index.js';
import { loadStatement, sqlOfPrisma } from '../../platform/sql/index.js';
import type { Work } from '../jobs/index.js';
import { isExcluded } from './calendar.js';
import { expressionOf } from './check-task.js';
import { parseSchedule } from './expression.js';
import { invalidTask, wrongState, type Fault } from './faults.js';
import { currentTime, getTask, holdTask } from './held-task.js';

const existingSlotsSql = loadStatement(import.meta.url, './sql/existing-slots.sql');
const backfillSlotsSql = loadStatement(import.meta.url, './sql/backfill-slots.sql');

export const MOST_BACKFILLED = 1_000;
/** What runs today goes first. */
const PRIORITY = 9;

/** A period of the past, both ends included. */
export interface Period {
  from: Date;
  to: Date;
  /** At most so many slots, the oldest first; up to 1,000, which is also the default. */
  limit?: number;
}

export interface Backfill {
  /** Slots that are made, oldest first. */
  slots: Date[];
  /** Slots of the period that there are already. */
  existing: number;
  /** Slots on dates on which the task does not run. */
  excluded: number;
  /** The period has more slots than the limit; the next backfill begins after this one. */
  continueAfter: Date | null;
}

/** What `backfillTask` would do; nothing is stored. Throws as it does. */
export async function previewBackfill(
  tx: Prisma.TransactionClient,
  taskId: string,
  period: Period,
): Promise<Backfill> {
  return plannedOf(tx, await getTask(tx, taskId), period, await currentTime(tx));
}

/**
 * Makes the slots of a past period that are not there, also those that had been missed, at the lowest priority. Throws
 * `task.not_found`, `task.wrong_state` for one that is not active, and `task.invalid` for a period that is none.
 */
export async function backfillTask(work: Work, taskId: string, period: Period): Promise<Backfill> {
  const { task, now } = await holdTask(work.tx, taskId);
  const planned = await plannedOf(work.tx, task, period, now);
  const rows = planned.slots.map((at) => ({
    at,
    slotAt: at.toISOString(),
    correlationId: newCorrelationId(),
  }));
  const made = await sqlOfPrisma(work.tx).rows<{ at: Date }>(backfillSlotsSql, [
    taskId,
    JSON.stringify(rows),
    PRIORITY,
  ]);
  // The jobs are stored by the statement: this wakes whoever takes them.
  await work.enqueue();
  return { ...planned, slots: made.map(({ at }) => at) };
}

async function plannedOf(
  tx: Prisma.TransactionClient,
  task: Task,
  period: Period,
  now: Date,
): Promise<Backfill> {
  refuseUnfit(task, period, now);
  const limit = Math.min(period.limit ?? MOST_BACKFILLED, MOST_BACKFILLED);
  const schedule = parseSchedule(expressionOf(task));
  const found = schedule.after(new Date(period.from.getTime() - 1), limit + 1, period.to);
  const all = found.slice(0, limit);
  const wanted = all.filter((at) => !isExcluded(task.exclude, at, task.timezone));
  const existing = await sqlOfPrisma(tx).rows<{ at: Date }>(existingSlotsSql, [
    task.id,
    JSON.stringify(wanted),
  ]);
  const known = new Set(existing.map(({ at }) => at.getTime()));
  return {
    slots: wanted.filter((at) => !known.has(at.getTime())),
    existing: known.size,
    excluded: all.length - wanted.length,
    continueAfter: found.length > limit ? (all.at(-1) ?? null) : null,
  };
}

function refuseUnfit(task: Task, period: Period, now: Date): void {
  if (task.state !== 'active' && task.state !== 'ended')
    throw wrongState(task.id, task.state, `the task is ${task.state}: its past cannot be made up for`);
  if (task.version === 0) throw wrongState(task.id, 'draft', 'the task has no published version yet');
  const faults: Fault[] = [];
  if (task.scheduleKind === 'event')
    faults.push({ path: 'schedule_kind', message: 'a task that waits for events has no slots' });
  if (period.to > now) faults.push({ path: 'to', message: 'lies ahead: only the past is backfilled' });
  if (period.from > period.to) faults.push({ path: 'from', message: 'is after `to`' });
  if (faults.length > 0) throw invalidTask(faults);
}
