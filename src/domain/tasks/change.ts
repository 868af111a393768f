import type { Work } from '../../engine/jobs/index.js';
import { html, shorten } from '../../kernel/html.js';
import type { Prisma, StaffTask } from '../../platform/prisma/index.js';
import { audit } from '../audit/index.js';
import { textPost } from '../posts/index.js';
import { findMember, isQuiet, may, type StaffMember } from '../staff/index.js';
import type { TaskDeps } from './deps.js';
import { mayAssign, mayChange } from './rights.js';
import { showTask } from './show.js';
import { lockTask } from './store.js';
import { planSync } from './sync.js';
import { planWake } from './wake.js';

/** Longer ones are cut. */
export const COMMENT_LIMIT = 1_000;

export type TaskChange =
  | { do: 'done' }
  | { do: 'reopen' }
  /** Of those who may, the first has it. */
  | { do: 'take' }
  | { do: 'assign'; to: bigint }
  | { do: 'snooze'; until: Date }
  | { do: 'comment'; text: string };

/** `closed`: it is done already; `taken`: somebody has it; `unfit`: that colleague cannot do it. */
export type TaskOutcome =
  | { outcome: 'changed'; task: StaffTask }
  | { outcome: 'unknown' }
  | { outcome: 'refused' | 'closed' | 'taken' | 'unfit' | 'nothing'; task: StaffTask };

/**
 * Changes a task as one person wants it, if they may and if it still can be: the task is locked, so of two the first
 * wins and the second is told. Everybody's cards show it.
 */
export async function changeTask(
  work: Work,
  deps: TaskDeps,
  given: { taskId: string; by: StaffMember; change: TaskChange; correlationId: string },
): Promise<TaskOutcome> {
  const { taskId, by, change, correlationId } = given;
  const task = await lockTask(work.tx, taskId);
  if (task === null) return { outcome: 'unknown' };
  const hindrance = await hindranceOf(work.tx, task, change, by);
  if (hindrance !== null) return { outcome: hindrance, task };

  const at = deps.clock.now();
  const { data, entry } = writingOf(task, change, by, at);
  const changed = await work.tx.staffTask.update({ where: { id: taskId }, data });
  await work.tx.staffTaskEntry.create({ data: { taskId, at, actor: by.telegramId, ...entry } });
  await audit(work.tx, {
    actor: by.telegramId,
    action: `staff_task.${entry.what}`,
    subject: `staff-task:${taskId}`,
    details: {
      ...(change.do === 'assign' && { to: String(change.to) }),
      ...(change.do === 'snooze' && { until: change.until.toISOString() }),
    },
  });
  if (change.do === 'snooze') await planWake(work, { id: taskId, at: change.until, correlationId });
  await showTask(work, deps, taskId, { correlationId });
  if (change.do === 'done' || change.do === 'reopen') await planSync(work, changed, correlationId);
  if (change.do === 'done') await tellCreator(work, deps, changed, by, correlationId);
  return { outcome: 'changed', task: changed };
}

async function hindranceOf(
  tx: Prisma.TransactionClient,
  task: StaffTask,
  change: TaskChange,
  by: StaffMember,
): Promise<Exclude<TaskOutcome['outcome'], 'changed' | 'unknown'> | null> {
  if (!may(by, 'task.change', task.branch)) return 'refused';
  if (change.do === 'comment') return null;
  if (change.do === 'reopen') {
    if (task.state === 'open') return 'nothing';
    return mayChange(by, task) ? null : 'refused';
  }
  if (task.state !== 'open') return 'closed';
  if (change.do === 'take') return task.assigneeId === null ? null : 'taken';
  if (change.do === 'assign') {
    if (!mayAssign(by, task)) return 'refused';
    if (task.assigneeId === change.to) return 'nothing';
    const to = await findMember(tx, change.to);
    return to !== null && may(to, 'task.change', task.branch) ? null : 'unfit';
  }
  return mayChange(by, task) ? null : 'refused';
}

/** What is stored: of the task, and in its history. */
function writingOf(
  task: StaffTask,
  change: TaskChange,
  by: StaffMember,
  at: Date,
): {
  data: Prisma.StaffTaskUncheckedUpdateInput;
  entry: { what: string; text?: string; staffId?: bigint; until?: Date };
} {
  const toldToo = (one: bigint): bigint[] => (task.told.includes(one) ? task.told : [...task.told, one]);
  switch (change.do) {
    case 'done':
      return {
        data: { state: 'done', doneAt: at, doneBy: by.telegramId, snoozedUntil: null },
        entry: { what: 'done' },
      };
    case 'reopen':
      return { data: { state: 'open', doneAt: null, doneBy: null }, entry: { what: 'reopened' } };
    case 'take':
      return {
        data: { assigneeId: by.telegramId, told: toldToo(by.telegramId) },
        entry: { what: 'taken', staffId: by.telegramId },
      };
    case 'assign':
      return {
        // Whoever snoozed it did so for themselves.
        data: { assigneeId: change.to, told: toldToo(change.to), snoozedUntil: null },
        entry: { what: 'assigned', staffId: change.to },
      };
    case 'snooze':
      return { data: { snoozedUntil: change.until }, entry: { what: 'snoozed', until: change.until } };
    case 'comment':
      return { data: {}, entry: { what: 'commented', text: shorten(change.text.trim(), COMMENT_LIMIT) } };
  }
}

/** Whoever made it hears that it is done, unless they did it themselves. */
async function tellCreator(
  work: Work,
  deps: TaskDeps,
  task: StaffTask,
  by: StaffMember,
  correlationId: string,
): Promise<void> {
  if (task.createdBy === null || task.createdBy === by.telegramId) return;
  const creator = await findMember(work.tx, task.createdBy);
  if (creator === null) return;
  const { company, texts } = deps;
  const t = texts.in(creator.language ?? company.language);
  const isAsleep = isQuiet(creator, deps.clock.now(), company.timezone);
  await work.emit(
    textPost({
      to: { chatId: String(creator.telegramId) },
      html: html`✅ ${t('task-done-told', { name: by.name, title: task.title })}`,
      digest: isAsleep ? 'tasks-done' : undefined,
      silent: isAsleep,
      correlationId,
      priority: 6,
    }),
  );
}
