import { BranchlineError } from '../../kernel/errors.js';
import type { Prisma, Task, TaskVersion } from '../../platform/prisma/index.js';
import type { Work } from '../jobs/index.js';
import type { Plan } from '../pipelines/index.js';
import { checkPayload, type Tools } from './check-task.js';
import { wrongState } from './faults.js';
import { holdTask } from './held-task.js';
import { beginAnew } from './next-slot.js';

export interface NewVersion {
  payload: unknown;
  /** `agent:<id>`, `staff:<telegram id>` or `product` */
  by: string;
}

/** Stores a pipeline as the next version of a task that is held, which does not run it yet. */
export async function addVersion(
  work: Work,
  taskId: string,
  version: NewVersion & { plan: Plan },
  how: { state: 'draft' | 'published'; now: Date },
): Promise<TaskVersion> {
  const { _max } = await work.tx.taskVersion.aggregate({ where: { taskId }, _max: { version: true } });
  return work.tx.taskVersion.create({
    data: {
      taskId,
      version: (_max.version ?? 0) + 1,
      state: how.state,
      payload: version.payload as Prisma.InputJsonValue,
      plan: version.plan,
      createdBy: version.by,
      createdAt: how.now,
      publishedAt: how.state === 'published' ? how.now : null,
    },
  });
}

/**
 * Keeps a pipeline beside the one that runs. A task has one draft at a time: a later one takes its place. Throws
 * `task.invalid` with every fault.
 */
export async function saveDraft(
  work: Work,
  tools: Tools,
  taskId: string,
  draft: NewVersion,
): Promise<TaskVersion> {
  const plan = checkPayload(tools, draft.payload);
  const { now } = await holdTask(work.tx, taskId);
  const newest = await work.tx.taskVersion.findFirst({ where: { taskId }, orderBy: { version: 'desc' } });
  if (newest?.state !== 'draft') return addVersion(work, taskId, { ...draft, plan }, { state: 'draft', now });
  return work.tx.taskVersion.update({
    where: { taskId_version: { taskId, version: newest.version } },
    data: { payload: draft.payload as Prisma.InputJsonValue, plan, createdBy: draft.by, createdAt: now },
  });
}

/**
 * Lets a version run from now on: the draft, or an earlier one again. It is compiled anew, with the tools that there are
 * now. Throws `task.no_such_version`, `task.invalid`.
 */
export async function publishVersion(
  work: Work,
  tools: Tools,
  taskId: string,
  version: number,
): Promise<Task> {
  const { task, now } = await holdTask(work.tx, taskId);
  if (task.state === 'cancelled') throw wrongState(taskId, task.state, 'the task is cancelled');
  const where = { taskId_version: { taskId, version } };
  const known = await work.tx.taskVersion.findUnique({ where });
  if (known === null)
    throw new BranchlineError('task.no_such_version', {
      retryable: false,
      message: `the task has no version ${version}`,
      details: { taskId, version },
    });
  const plan = checkPayload(tools, known.payload);
  if (known.state === 'draft')
    await work.tx.taskVersion.update({ where, data: { state: 'published', plan, publishedAt: now } });
  // Until its first version is published a task has no slots.
  const isFirst = task.version === 0 && task.state === 'active';
  return work.tx.task.update({
    where: { id: taskId },
    data: {
      version,
      ...(isFirst ? beginAnew(task, now) : {}),
    },
  });
}

/** All versions of a task, newest first. */
export async function listVersions(tx: Prisma.TransactionClient, taskId: string): Promise<TaskVersion[]> {
  return tx.taskVersion.findMany({ where: { taskId }, orderBy: { version: 'desc' } });
}
