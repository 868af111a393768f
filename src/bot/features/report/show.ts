import { dayNamed, dayOf } from '../../../domain/plan/index.js';
import { encodeCallback, type Button, type Callback } from '../../../domain/posts/index.js';
import {
  neighbour,
  REPORT_POST,
  reportFigures,
  reportLines,
  spanOf,
  type Period,
  type ReportPost,
  type Span,
} from '../../../domain/reports/index.js';
import type { StaffContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';
import { allowed } from '../../core/gate.js';
import { showScreen } from '../../core/screen.js';
import { reportedBranches } from './branches.js';

interface Wanted {
  branch: string;
  period: Period;
  date: string;
}

/** `/report`: today's of the person's branch; of several they choose. */
export async function openReport(ctx: StaffContext, deps: BotDeps): Promise<void> {
  const { date } = dayOf(deps.clock.now(), deps.company.timezone);
  const [only, ...others] = reportedBranches(ctx, deps);
  if (only !== undefined && others.length === 0)
    await showReport(ctx, { branch: only, period: 'day', date }, deps);
  else await chooseReportBranch(ctx, { date, period: 'day' }, deps);
}

export async function chooseReportBranch(
  ctx: StaffContext,
  { date, period }: Omit<Wanted, 'branch'>,
  deps: BotDeps,
): Promise<void> {
  const branches = reportedBranches(ctx, deps);
  await showScreen(ctx, {
    lines: [ctx.t(branches.length === 0 ? 'plan-no-branch' : 'report-choose-branch')],
    keyboard: branches.map((branch) => [
      {
        text: deps.company.branches[branch]?.title ?? branch,
        data: encodeCallback({ action: 'report', date, period, branch }),
      },
    ]),
  });
}

export async function showReport(
  ctx: StaffContext,
  { branch, period, date }: Wanted,
  deps: BotDeps,
): Promise<void> {
  // A press also says its action, which must not get into other buttons.
  const wanted: Wanted = { branch, period, date };
  const found = spanFor(ctx, wanted, deps);
  if (found === null) return;
  const { span, title } = found;
  const { t, language } = ctx;
  const { timezone } = deps.company;
  const now = deps.clock.now();
  const figures = await reportFigures(deps.prisma, { branch, span, now, timezone });
  const several = reportedBranches(ctx, deps).length > 1;
  await showScreen(ctx, {
    lines: reportLines(figures, title, { t, language, timezone }),
    keyboard: [
      turning(span, wanted, now, timezone),
      [
        period === 'day'
          ? button(t('button-report-week'), { action: 'report', ...wanted, period: 'week' })
          : button(t('button-report-day'), { action: 'report', ...wanted, period: 'day' }),
        button(t('button-report-picture'), { action: 'report.picture', ...wanted }),
      ],
      several
        ? [button(t('button-report-branch'), { action: 'report.branches', date: wanted.date, period })]
        : [],
    ],
  });
}

/** The picture is drawn and sent by a job: the press is answered at once. */
export async function askForPicture(ctx: StaffContext, wanted: Wanted, deps: BotDeps): Promise<void> {
  if (spanFor(ctx, wanted, deps) === null) return;
  const { branch, period, date } = wanted;
  const to = { chatId: String(ctx.person.telegramId), language: ctx.language };
  const payload: ReportPost = { branch, period, date, to };
  const { correlationId } = ctx.scope;
  await ctx.scope.commit((work) =>
    work.enqueue({
      ...{ kind: REPORT_POST, payload, priority: 3, correlationId },
      // Pressed again while it is drawn: it is the same picture.
      dedupeKey: `${to.chatId}:${branch}:${period}:${date}`,
    }),
  );
  ctx.toast = { text: ctx.t('report-on-its-way') };
}

/** Null, and said so, when it is not theirs to see or nothing that there is. */
function spanFor(
  ctx: StaffContext,
  { branch, period, date }: Wanted,
  deps: BotDeps,
): { span: Span; title: string } | null {
  if (!allowed(ctx, 'report.see', branch)) return null;
  const { timezone, branches } = deps.company;
  const day = dayNamed(date, timezone);
  const title = branches[branch]?.title;
  if (day === null || title === undefined) {
    ctx.toast = { text: ctx.t('stale-button'), alert: true };
    return null;
  }
  return { span: spanOf(period, day, timezone), title };
}

/** To the span before, and to the one after when it has begun: of the future there are no figures. */
function turning(span: Span, wanted: Wanted, now: Date, timezone: string): Button[] {
  const before = neighbour(span, -1, timezone);
  const after = span.to <= now ? neighbour(span, 1, timezone) : undefined;
  return [
    ...(before === undefined ? [] : [button('◀️', { action: 'report', ...wanted, date: before.date })]),
    ...(after === undefined ? [] : [button('▶️', { action: 'report', ...wanted, date: after.date })]),
  ];
}

function button(text: string, callback: Callback): Button {
  return { text, data: encodeCallback(callback) };
}
