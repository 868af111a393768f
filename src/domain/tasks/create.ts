import { randomUUID } from 'node:crypto';
import type { Work } from '../../engine/jobs/index.js';
import { shorten } from '../../kernel/html.js';
import { sha256 } from '../../kernel/ids.js';
import type { StaffTask } from '../../platform/prisma/index.js';
import { audit } from '../audit/index.js';
import { onDuty } from '../staff/index.js';
import type { TaskDeps } from './deps.js';
import { showTask } from './show.js';
import { lockTask } from './store.js';
import { planWake } from './wake.js';

/** Longer ones are cut: a title is one line of a list. */
export const TITLE_LIMIT = 200;

export interface NewStaffTask {
  title: string;
  body?: string | undefined;
  branch: string;
  carId?: number | undefined;
  bookingId?: number | undefined;
  /** Telegram id; when absent, whoever of the branch's people on duty takes it first. */
  assigneeId?: bigint | undefined;
  /** Telegram id of the person who made it. */
  createdBy?: bigint | undefined;
  dueAt?: Date | undefined;
  source: 'person' | 'agent' | 'yougile' | 'bot';
  /** Its name where it comes from: the same is one task, which is edited when it comes again. */
  sourceKey?: string | undefined;
  correlationId: string;
}

/**
 * The id of the task of a source key: known before the task is stored, so that whoever asks for it can say which it is,
 * and the same for everybody who asks at once.
 */
export function taskIdOf(sourceKey: string): string {
  const hex = sha256(`staff-task:${sourceKey}`);
  // A UUID of version 8 (RFC 9562, section 5.8): its bits are the application's own.
  const variant = '89ab'[parseInt(hex.charAt(16), 16) % 4] ?? '8';
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

/**
 * Makes a task, tells whoever is to do it, and sets its timer. One whose source key is known is edited instead: what is
 * not given stays, and one that is done stays done.
 */
export async function createStaffTask(
  work: Work,
  deps: TaskDeps,
  task: NewStaffTask,
): Promise<{ id: string; created: boolean }> {
  const { sourceKey } = task;
  const id = sourceKey === undefined ? randomUUID() : taskIdOf(sourceKey);
  const now = deps.clock.now();
  const told =
    task.assigneeId === undefined
      ? (await onDuty(work.tx, task.branch, now)).map((one) => one.telegramId)
      : [task.assigneeId];
  const { correlationId, title, ...facts } = task;
  const { count } = await work.tx.staffTask.createMany({
    data: { ...facts, title: oneLine(title), id, told, createdAt: now },
    skipDuplicates: true,
  });
  if (count === 0) {
    await editTask(work, deps, id, task);
    return { id, created: false };
  }
  const actor = task.createdBy ?? null;
  await work.tx.staffTaskEntry.create({
    data: { taskId: id, at: now, actor, what: 'created', staffId: task.assigneeId ?? null },
  });
  const details = { title: oneLine(title), branch: task.branch, source: task.source };
  await audit(work.tx, { actor, action: 'staff_task.created', subject: `staff-task:${id}`, details });
  await planWake(work, { id, at: task.dueAt ?? null, correlationId });
  await showTask(work, deps, id, { correlationId });
  return { id, created: true };
}

async function editTask(work: Work, deps: TaskDeps, id: string, given: NewStaffTask): Promise<void> {
  const known = await lockTask(work.tx, id);
  if (known?.state !== 'open') return;
  const change = changeOf(known, given);
  if (Object.keys(change).length === 0) return;
  const at = deps.clock.now();
  const told =
    change.assigneeId === undefined || known.told.includes(change.assigneeId)
      ? known.told
      : [...known.told, change.assigneeId];
  await work.tx.staffTask.update({ where: { id }, data: { ...change, told } });
  const actor = given.createdBy ?? null;
  await work.tx.staffTaskEntry.create({
    data: { taskId: id, at, actor, what: 'changed', staffId: change.assigneeId ?? null },
  });
  await audit(work.tx, {
    actor,
    action: 'staff_task.changed',
    subject: `staff-task:${id}`,
    details: { changed: Object.keys(change) },
  });
  const { correlationId } = given;
  if (change.dueAt !== undefined) await planWake(work, { id, at: change.dueAt, correlationId });
  await showTask(work, deps, id, { correlationId });
}

type Editable = Pick<NewStaffTask, 'title' | 'body' | 'carId' | 'bookingId' | 'assigneeId' | 'dueAt'>;

/** What is given and not so yet. */
function changeOf(known: StaffTask, given: NewStaffTask): Partial<Editable> {
  const { body, carId, bookingId, assigneeId, dueAt } = given;
  const title = oneLine(given.title);
  return {
    ...(title !== known.title && { title }),
    ...(body !== undefined && body !== known.body && { body }),
    ...(carId !== undefined && carId !== known.carId && { carId }),
    ...(bookingId !== undefined && bookingId !== known.bookingId && { bookingId }),
    ...(assigneeId !== undefined && assigneeId !== known.assigneeId && { assigneeId }),
    ...(dueAt !== undefined && dueAt.getTime() !== known.dueAt?.getTime() && { dueAt }),
  };
}

function oneLine(title: string): string {
  return shorten(title.replaceAll(/\s+/g, ' ').trim(), TITLE_LIMIT);
}
