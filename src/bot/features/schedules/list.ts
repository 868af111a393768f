import type { InlineKeyboardMarkup } from 'grammy/types';
import { encodeCallback } from '../../../domain/posts/index.js';
import { html, lines, shorten, type Html } from '../../../kernel/html.js';
import { formatMoment } from '../../../platform/i18n/index.js';
import type { Prisma, Task } from '../../../platform/prisma/index.js';
import type { StaffContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';
import { allowed } from '../../core/gate.js';
import { nextSlots } from './view.js';
import { stateSign, type Reader } from './words.js';

const PAGE = 8;
const LABEL_LIMIT = 60;

/** `/schedules`: all that are not over, the product's own before those of outside agents; each opens its card. */
export async function showSchedules(ctx: StaffContext, deps: BotDeps): Promise<void> {
  if (!allowed(ctx, 'schedule.change')) {
    await ctx.reply(ctx.t('refused'));
    return;
  }
  const { text, keyboard } = await pageOf(ctx, deps, 0);
  await ctx.reply(text.markup, { parse_mode: 'HTML', reply_markup: keyboard });
}

/** Turns the page of a list. */
export async function pressSchedules(ctx: StaffContext, page: number, deps: BotDeps): Promise<void> {
  if (!allowed(ctx, 'schedule.change')) return;
  const { text, keyboard } = await pageOf(ctx, deps, page);
  await ctx.editMessageText(text.markup, { parse_mode: 'HTML', reply_markup: keyboard });
}

async function pageOf(
  ctx: StaffContext,
  deps: BotDeps,
  wanted: number,
): Promise<{ text: Html; keyboard: InlineKeyboardMarkup }> {
  const { t, language } = ctx;
  const where: Prisma.TaskWhereInput = { state: { in: ['active', 'paused'] } };
  const total = await deps.prisma.task.count({ where });
  const pages = Math.max(1, Math.ceil(total / PAGE));
  const page = Math.min(wanted, pages - 1);
  const tasks = await deps.prisma.task.findMany({
    where,
    // The product's own have a name, which says the check and the branch.
    orderBy: [{ name: { sort: 'asc', nulls: 'last' } }, { createdAt: 'asc' }, { id: 'asc' }],
    skip: page * PAGE,
    take: PAGE,
  });
  const reader: Reader = { t, language, timezone: deps.company.timezone, now: deps.clock.now() };
  return {
    text: lines(
      html`<b>${t('schedules-title')}</b>${pages > 1 ? ` ${page + 1}/${pages}` : null}`,
      ...(total === 0
        ? [t('schedules-empty')]
        : [t('schedules-hint'), '', ...tasks.map((task) => lineOf(task, reader))]),
    ),
    keyboard: {
      inline_keyboard: [
        ...tasks.map((task) => [
          {
            text: shorten(`${stateSign(task, reader.now)} ${task.title}`, LABEL_LIMIT),
            callback_data: encodeCallback({ action: 'schedule', taskId: task.id, verb: 'open' }),
          },
        ]),
        turning(page, pages),
      ].filter((row) => row.length > 0),
    },
  };
}

function lineOf(task: Task, reader: Reader): Html {
  const [next] = nextSlots(task, reader.now, 1);
  const when = next === undefined ? '—' : formatMoment(next, task.timezone, reader.language);
  return html`${stateSign(task, reader.now)} ${task.title} · ${when}`;
}

function turning(page: number, pages: number): { text: string; callback_data: string }[] {
  const to = (text: string, wanted: number): { text: string; callback_data: string } => ({
    text,
    callback_data: encodeCallback({ action: 'schedules', page: wanted }),
  });
  return [...(page > 0 ? [to('◀️', page - 1)] : []), ...(page < pages - 1 ? [to('▶️', page + 1)] : [])];
}
