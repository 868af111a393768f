import { encodeCallback } from '../../../domain/posts/index.js';
import { html, shorten, type Html } from '../../../kernel/html.js';
import { formatMoment } from '../../../platform/i18n/index.js';
import type { Prisma, Task } from '../../../platform/prisma/index.js';
import type { StaffContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';
import { pageNumber, pageOf, turning } from '../../core/pages.js';
import { showScreen } from '../../core/screen.js';
import { nextSlots } from './view.js';
import { stateSign, type Reader } from './words.js';

const PAGE = 8;
const LABEL_LIMIT = 60;

/** `/schedules`: all that are not over, the product's own before those of outside agents; each opens its card. */
export async function showSchedules(ctx: StaffContext, wanted: number, deps: BotDeps): Promise<void> {
  const { t, language } = ctx;
  const where: Prisma.TaskWhereInput = { state: { in: ['active', 'paused'] } };
  const total = await deps.prisma.task.count({ where });
  const { page, pages, skip } = pageOf(total, PAGE, wanted);
  const tasks = await deps.prisma.task.findMany({
    where,
    // The product's own have a name, which says the check and the branch.
    orderBy: [{ name: { sort: 'asc', nulls: 'last' } }, { createdAt: 'asc' }, { id: 'asc' }],
    skip,
    take: PAGE,
  });
  const reader: Reader = { t, language, timezone: deps.company.timezone, now: deps.clock.now() };
  await showScreen(ctx, {
    lines: [
      html`<b>${t('schedules-title')}</b>${pageNumber(page, pages)}`,
      ...(total === 0
        ? [t('schedules-empty')]
        : [t('schedules-hint'), '', ...tasks.map((task) => lineOf(task, reader))]),
    ],
    keyboard: [
      ...tasks.map((task) => [
        {
          text: shorten(`${stateSign(task, reader.now)} ${task.title}`, LABEL_LIMIT),
          data: encodeCallback({ action: 'schedule', taskId: task.id, verb: 'open' }),
        },
      ]),
      turning(page, pages, (to) => ({ action: 'schedules', page: to })),
    ],
  });
}

function lineOf(task: Task, reader: Reader): Html {
  const [next] = nextSlots(task, reader.now, 1);
  const when = next === undefined ? '—' : formatMoment(next, task.timezone, reader.language);
  return html`${stateSign(task, reader.now)} ${task.title} · ${when}`;
}
