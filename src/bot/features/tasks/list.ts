import { encodeCallback, type Button } from '../../../domain/posts/index.js';
import {
  branchesToAssignIn,
  countTasksOf,
  countTasksOfBranches,
  tasksOf,
  tasksOfBranches,
} from '../../../domain/tasks/index.js';
import { peopleOf } from '../../../domain/staff/index.js';
import { html, shorten, type Html } from '../../../kernel/html.js';
import { formatMoment } from '../../../platform/i18n/index.js';
import type { StaffTask } from '../../../platform/prisma/index.js';
import { branchesOf } from '../../core/branches.js';
import type { StaffContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';
import { pageNumber, pageOf, turning } from '../../core/pages.js';
import { showScreen } from '../../core/screen.js';

const PAGE = 8;
const LABEL_LIMIT = 60;

/** What there is to do: for the person, or in the branches in which they assign tasks. Each opens its card. */
export async function showTasks(
  ctx: StaffContext,
  wanted: { list: 'mine' | 'branch'; page: number },
  deps: BotDeps,
): Promise<void> {
  const { t, person } = ctx;
  const { prisma } = deps;
  const branches = branchesToAssignIn(person, branchesOf(person, deps.company));
  const ofBranch = wanted.list === 'branch' && branches.length > 0;
  const total = await (ofBranch
    ? countTasksOfBranches(prisma, branches)
    : countTasksOf(prisma, person.telegramId));
  const { page, pages, skip } = pageOf(total, PAGE, wanted.page);
  const tasks = await (ofBranch
    ? tasksOfBranches(prisma, branches, { skip, take: PAGE })
    : tasksOf(prisma, person.telegramId, { skip, take: PAGE }));
  const people = await peopleOf(
    prisma,
    tasks.flatMap((task) => (ofBranch ? (task.assigneeId ?? []) : [])),
  );
  const names = new Map(people.map((one) => [one.telegramId, one.name]));
  const list = ofBranch ? 'branch' : 'mine';
  await showScreen(ctx, {
    lines: [
      html`<b>${t(ofBranch ? 'tasks-branch' : 'tasks-mine')}</b>${pageNumber(page, pages)}`,
      total === 0 ? t('tasks-none') : t('tasks-count', { count: total }),
      '',
      ...tasks.map((task) => lineOf(task, ctx, deps, ofBranch ? names : null)),
    ],
    keyboard: [
      ...tasks.map((task) => [openButton(task, deps.clock.now())]),
      turning(page, pages, (to) => ({ action: 'tasks', list, page: to })),
      [
        { text: t('button-task-new'), data: encodeCallback({ action: 'task.new', carId: 0 }) },
        ...(branches.length > 0
          ? [
              {
                text: t(ofBranch ? 'button-tasks-mine' : 'button-tasks-branch'),
                data: encodeCallback({ action: 'tasks', list: ofBranch ? 'mine' : 'branch', page: 0 }),
              },
            ]
          : []),
      ],
    ],
  });
}

/** `names`: null where all are the reader's own. */
function lineOf(
  task: StaffTask,
  { t, language }: StaffContext,
  deps: BotDeps,
  names: ReadonlyMap<bigint, string> | null,
): Html {
  const { timezone } = deps.company;
  const until = task.dueAt === null ? null : formatMoment(task.dueAt, timezone, language);
  const who =
    names === null ? null : task.assigneeId === null ? t('task-of-nobody') : names.get(task.assigneeId);
  const more = [until, who].filter((one) => one !== null && one !== undefined).join(' · ');
  return html`${sign(task, deps.clock.now())} ${shorten(task.title, 100)}${more === '' ? null : ` · ${more}`}`;
}

function openButton(task: StaffTask, now: Date): Button {
  return {
    text: shorten(`${sign(task, now)} ${task.title}`, LABEL_LIMIT),
    data: encodeCallback({ action: 'task', taskId: task.id, verb: 'open' }),
  };
}

function sign(task: StaffTask, now: Date): string {
  if (task.dueAt !== null && task.dueAt <= now) return '🔴';
  if (task.snoozedUntil !== null && task.snoozedUntil > now) return '😴';
  return '📌';
}
