import { peopleOf } from '../../../domain/staff/index.js';
import { changeTask, openTask, type TaskChange, type TaskOutcome } from '../../../domain/tasks/index.js';
import type { Work } from '../../../engine/jobs/index.js';
import { formatMoment, formatTime } from '../../../platform/i18n/index.js';
import type { StaffTask } from '../../../platform/prisma/index.js';
import type { StaffContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';

/** Makes a change and says by a toast what came of it; a card that was out of date is shown as it is now. */
export async function change(
  ctx: StaffContext,
  taskId: string,
  wanted: TaskChange,
  deps: BotDeps,
): Promise<void> {
  const told = await ctx.scope.commit((work) => changeAndTell(ctx, work, taskId, wanted, deps));
  ctx.toast = told;
}

/** For dialogues too, which say it in a message. */
export async function changeAndTell(
  ctx: StaffContext,
  work: Work,
  taskId: string,
  wanted: TaskChange,
  deps: BotDeps,
): Promise<{ text: string; alert?: boolean }> {
  const { person } = ctx;
  const { correlationId } = ctx.scope;
  const result = await changeTask(work, deps, { taskId, by: person, change: wanted, correlationId });
  if (result.outcome === 'changed') return { text: await successOf(ctx, wanted, work, deps) };
  if (result.outcome !== 'unknown' && ctx.chat?.type === 'private')
    await openTask(work, deps, { taskId, person, correlationId, below: false });
  return { text: await refusalOf(ctx, result, work, deps), alert: true };
}

async function successOf(
  { t, language }: StaffContext,
  wanted: TaskChange,
  work: Work,
  deps: BotDeps,
): Promise<string> {
  switch (wanted.do) {
    case 'done':
      return t('task-is-done');
    case 'reopen':
      return t('task-is-reopened');
    case 'take':
      return t('task-is-yours');
    case 'snooze':
      return t('task-is-snoozed', { at: formatMoment(wanted.until, deps.company.timezone, language) });
    case 'assign':
      return t('task-is-assigned', { name: await nameOf(work, wanted.to) });
    case 'comment':
      return t('task-is-commented');
  }
}

async function refusalOf(
  { t, language }: StaffContext,
  result: Exclude<TaskOutcome, { outcome: 'changed' }>,
  work: Work,
  deps: BotDeps,
): Promise<string> {
  if (result.outcome === 'unknown') return t('task-gone');
  const { task, outcome } = result;
  switch (outcome) {
    case 'closed':
      return t('task-was-done', { name: await nameOf(work, task.doneBy), at: doneAt(task, language, deps) });
    case 'taken':
      return t('task-was-taken', { name: await nameOf(work, task.assigneeId) });
    case 'refused':
      return t('task-not-yours', { name: await nameOf(work, task.assigneeId) });
    case 'unfit':
      return t('task-unfit');
    case 'nothing':
      return t('task-unchanged');
  }
}

function doneAt(task: StaffTask, language: StaffContext['language'], deps: BotDeps): string {
  return task.doneAt === null ? '—' : formatTime(task.doneAt, deps.company.timezone, language);
}

async function nameOf(work: Work, id: bigint | null): Promise<string> {
  if (id === null) return '—';
  return (await peopleOf(work.tx, [id]))[0]?.name ?? '—';
}
