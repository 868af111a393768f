import { randomUUID } from 'node:crypto';
import type { Task } from '../../platform/prisma/index.js';
import type { Work } from '../jobs/index.js';
import { checkTask, type CheckedTask, type Tools } from './check-task.js';
import { invalidTask, wrongState } from './faults.js';
import { currentTime, holdTask } from './held-task.js';
import { settleAnew, settleNew, standingAt, type Standing } from './next-slot.js';
import { fieldsOf, TASK_DEFAULTS, type ScheduleKind, type TaskFields } from './task.js';
import { impliedAnchor } from './implied-anchor.js';
import { addVersion } from './versions.js';
import { toWall } from './wall-time.js';

/** A task as somebody wants it. What is left out has its default (`TASK_DEFAULTS`). */
export interface NewTask extends Partial<TaskFields> {
  /** Only of the product's own. */
  name?: string;
  /** Chosen by the maker; a new one when absent. */
  id?: string;
  title: string;
  scheduleKind: ScheduleKind;
  scheduleExpr: string;
  timezone: string;
  /** `{params, pipeline, ...}` */
  payload: unknown;
  /** `agent:<id>`, `staff:<telegram id>` or `product` */
  createdBy: string;
  /** Its pipeline is a draft: nothing runs until it is published. */
  draft?: boolean;
}

/** `payload`: becomes the next version and is published at once; runs under way keep theirs. `by`: who changes it. */
export interface TaskChanges extends Partial<TaskFields> {
  payload?: unknown;
  by: string;
}

/**
 * Stores a task with the first version of its pipeline. A rule without a DTSTART begins at `anchor`, or now. Throws
 * `task.invalid` with every fault, also for a schedule that has no time left. `at`: the time, where it is not the
 * database's.
 */
export async function createTask(work: Work, tools: Tools, task: NewTask, at?: Date): Promise<Task> {
  const { name = null, payload, createdBy, draft = false, ...given } = task;
  const now = await currentTime(work.tx, at);
  const checked = checkTask(
    tools,
    {
      ...TASK_DEFAULTS,
      anchor: impliedAnchor(task.scheduleExpr, wallOrNothing(now, task.timezone)),
      ...withoutUndefined(given),
    },
    payload ?? null,
  );
  const standing = standingAt(
    checked.fields.scheduleKind,
    checked.schedule,
    settleNew(checked.fields.scheduleKind, now),
  );
  refuseEnded(standing);
  const id = task.id ?? randomUUID();
  const added = await work.tx.task.create({
    data: {
      ...checked.fields,
      ...{ id, name, createdBy, createdAt: now, updatedAt: now },
      ...standing,
      ...(draft ? { version: 0, nextSlotAt: null } : { version: 1 }),
    },
  });
  const version = { payload, plan: planOf(checked), by: createdBy };
  await addVersion(work, id, version, { state: draft ? 'draft' : 'published', now });
  return added;
}

/**
 * Changes what is given. The anchor stays when the expression or its zone change, unless one is given; slots of a
 * changed schedule are made from now on. Throws `task.not_found`, `task.wrong_state` for a cancelled task, and
 * `task.invalid` with every fault.
 */
export async function updateTask(
  work: Work,
  tools: Tools,
  id: string,
  changes: TaskChanges,
  at?: Date,
): Promise<Task> {
  const { task, now } = await holdTask(work.tx, id, at);
  if (task.state === 'cancelled') throw wrongState(id, task.state, 'the task is cancelled');
  const { payload, by, ...given } = changes;
  const checked = checkTask(tools, { ...fieldsOf(task), ...withoutUndefined(given) }, payload);
  const standing = standingAfter(task, checked, now);
  const version =
    checked.plan === undefined
      ? task
      : await addVersion(work, id, { payload, plan: checked.plan, by }, { state: 'published', now });
  return work.tx.task.update({
    where: { id },
    data: { ...checked.fields, ...standing, version: version.version },
  });
}

/** Where the schedule of a changed task stands: as before when nothing of it was changed. */
function standingAfter(task: Task, checked: CheckedTask, now: Date): Partial<Standing> {
  const { fields, schedule } = checked;
  const isPublished = task.version > 0 || checked.plan !== undefined;
  const isFirst = task.version === 0 && checked.plan !== undefined;
  const isChanged = (['scheduleKind', 'scheduleExpr', 'timezone', 'anchor'] as const).some(
    (field) => fields[field] !== task[field],
  );
  if (!isChanged && !isFirst) return {};
  const base = isChanged ? settleNew(fields.scheduleKind, now) : now;
  const standing = standingAt(fields.scheduleKind, schedule, settleAnew(task, base));
  if (isChanged) refuseEnded(standing);
  if (task.state === 'paused') return { settledUntil: standing.settledUntil, nextSlotAt: null };
  return isPublished ? standing : { ...standing, nextSlotAt: null };
}

function refuseEnded(standing: Standing): void {
  if (standing.state === 'ended')
    throw invalidTask([{ path: 'schedule_expr', message: 'has no time that lies ahead' }]);
}

function planOf(checked: CheckedTask): NonNullable<CheckedTask['plan']> {
  if (checked.plan === undefined) throw invalidTask([{ path: 'payload', message: 'is missing' }]);
  return checked.plan;
}

/** The anchor of a task in a zone that does not exist is nobody's concern: the zone is the fault. */
function wallOrNothing(now: Date, timezone: string): string {
  try {
    return toWall(now, timezone);
  } catch {
    return now.toISOString();
  }
}

function withoutUndefined(given: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}
