import type { CallbackOf } from '../../../domain/posts/index.js';
import { colleaguesIn, findTask, openTask } from '../../../domain/tasks/index.js';
import type { StaffContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';
import { allowed } from '../../core/gate.js';
import { pageOf } from '../../core/pages.js';
import { change } from './change.js';

const PAGE = 8;

/** "Assign": the card asks to whom. */
export async function showPeople(
  ctx: StaffContext,
  { taskId, page: wanted }: CallbackOf<'task.people'>,
  deps: BotDeps,
): Promise<void> {
  const task = await findTask(deps.prisma, taskId);
  if (task === null) {
    ctx.toast = { text: ctx.t('task-gone'), alert: true };
    return;
  }
  if (!allowed(ctx, 'task.change', task.branch)) return;
  const people = (await colleaguesIn(deps.prisma, task.branch)).filter(
    (one) => one.telegramId !== task.assigneeId,
  );
  if (people.length === 0) {
    ctx.toast = { text: ctx.t('task-nobody-to-assign'), alert: true };
    return;
  }
  const { page, pages, skip } = pageOf(people.length, PAGE, wanted);
  const colleagues = people.slice(skip, skip + PAGE);
  const { person, scope } = ctx;
  await scope.commit((work) =>
    openTask(work, deps, {
      ...{ taskId, person, correlationId: scope.correlationId, below: false },
      mode: { is: 'assign', colleagues, page, pages },
    }),
  );
}

export async function pressAssign(
  ctx: StaffContext,
  { taskId, staffId }: CallbackOf<'task.assign'>,
  deps: BotDeps,
): Promise<void> {
  const task = await findTask(deps.prisma, taskId);
  if (task !== null && !allowed(ctx, 'task.change', task.branch)) return;
  await change(ctx, taskId, { do: 'assign', to: BigInt(staffId) }, deps);
}
