import type { CallbackOf } from '../../../domain/posts/index.js';
import { shiftStart } from '../../../domain/staff/index.js';
import { findTask, openTask, type TaskMode } from '../../../domain/tasks/index.js';
import type { StaffContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';
import { allowed } from '../../core/gate.js';
import { change } from './change.js';
import { COMMENT_TASK, SNOOZE_TASK } from './say.js';

const HOUR_MS = 3_600_000;

/** A button of a task's card or of the list. Everybody's card shows what has become of it. */
export async function pressTask(ctx: StaffContext, press: CallbackOf<'task'>, deps: BotDeps): Promise<void> {
  const { taskId, verb } = press;
  const task = await findTask(deps.prisma, taskId);
  if (task === null) {
    ctx.toast = { text: ctx.t('task-gone'), alert: true };
    return;
  }
  if (!allowed(ctx, 'task.see', task.branch)) return;
  switch (verb) {
    case 'open':
      return show(ctx, taskId, deps, true);
    case 'show':
      return show(ctx, taskId, deps, false);
    case 'snooze':
      return show(ctx, taskId, deps, false, { is: 'snooze' });
    case 'comment':
      return enter(ctx, COMMENT_TASK, taskId);
    case 'typed':
      return enter(ctx, SNOOZE_TASK, taskId);
    case 'hour':
      return change(ctx, taskId, { do: 'snooze', until: inAnHour(deps) }, deps);
    case 'tomorrow':
      return change(ctx, taskId, { do: 'snooze', until: tomorrow(ctx, deps) }, deps);
    case 'done':
    case 'reopen':
    case 'take':
      return change(ctx, taskId, { do: verb }, deps);
  }
}

/** `t.me/<bot>?start=task-<id>`: from a topic's card to the person's own. */
export async function openFromLink(ctx: StaffContext, id: string, deps: BotDeps): Promise<void> {
  const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id);
  const { scope, person } = ctx;
  const asked = { taskId: id, person, correlationId: scope.correlationId, below: true };
  const isThere = isId && (await scope.commit((work) => openTask(work, deps, asked)));
  if (!isThere) await ctx.reply(ctx.t('task-gone'));
}

async function show(
  ctx: StaffContext,
  taskId: string,
  deps: BotDeps,
  below: boolean,
  mode?: TaskMode,
): Promise<void> {
  const { person, scope } = ctx;
  const asked = { taskId, person, correlationId: scope.correlationId, below, mode };
  const isThere = await scope.commit((work) => openTask(work, deps, asked));
  if (!isThere) ctx.toast = { text: ctx.t('task-gone'), alert: true };
  else if (ctx.chat?.type !== 'private') ctx.toast = { text: ctx.t('answer-in-private') };
}

/** Questions are asked in private only: in a group another person would answer. */
async function enter(ctx: StaffContext, dialogue: string, taskId: string): Promise<void> {
  if (ctx.chat?.type === 'private') await ctx.conversation.enter(dialogue, taskId);
  else ctx.toast = { text: ctx.t('stale-button'), alert: true };
}

function inAnHour(deps: BotDeps): Date {
  return new Date(deps.clock.now().getTime() + HOUR_MS);
}

/** When the person's next working day begins. */
function tomorrow({ person }: StaffContext, deps: BotDeps): Date {
  const { timezone, branches } = deps.company;
  return shiftStart(person, deps.clock.now(), timezone, branches);
}
