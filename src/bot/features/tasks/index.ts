import type { StaffContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';
import type { Feature } from '../../core/feature.js';
import { MAKE_TASK, makeDialogue } from './make.js';
import { openFromLink, pressTask } from './press.js';
import { pressAssign, showPeople } from './people.js';
import { COMMENT_TASK, commentDialogue, SNOOZE_TASK, snoozeDialogue } from './say.js';
import { showTasks } from './list.js';
import { createWakeTaskJob } from './wake-job.js';

/** `/task`: what there is to do, the cards of tasks, and how one is made. */
export function tasksFeature(deps: BotDeps): Feature {
  const list = (ctx: StaffContext): Promise<void> => showTasks(ctx, { list: 'mine', page: 0 }, deps);
  const make = (ctx: StaffContext, begun: { title?: string; carId?: number } = {}): Promise<unknown> =>
    ctx.conversation.enter(MAKE_TASK, begun);
  return {
    commands: {
      task: {
        permission: 'task.see',
        place: 42,
        handle: (ctx, title) => (title === '' ? list(ctx) : make(ctx, { title })),
      },
    },
    menu: [{ label: 'menu-tasks', permission: 'task.see', place: 60, open: list }],
    links: { task: { permission: 'task.see', open: (ctx, id) => openFromLink(ctx, id, deps) } },
    presses: {
      tasks: { permission: 'task.see', handle: (ctx, press) => showTasks(ctx, press, deps) },
      'task.new': {
        permission: 'task.create',
        handle: (ctx, { carId }) => make(ctx, carId === 0 ? {} : { carId }),
      },
      task: { permission: 'task.see', handle: (ctx, press) => pressTask(ctx, press, deps) },
      'task.people': { permission: 'task.change', handle: (ctx, press) => showPeople(ctx, press, deps) },
      'task.assign': { permission: 'task.change', handle: (ctx, press) => pressAssign(ctx, press, deps) },
    },
    dialogues: [
      { id: MAKE_TASK, run: makeDialogue(deps) },
      { id: COMMENT_TASK, run: commentDialogue(deps) },
      { id: SNOOZE_TASK, run: snoozeDialogue(deps) },
    ],
    jobs: [createWakeTaskJob(deps)],
  };
}
