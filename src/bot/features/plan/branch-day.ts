import { branchDay, branchPlan, dayNamed } from '../../../domain/plan/index.js';
import { encodeCallback } from '../../../domain/posts/index.js';
import type { StaffContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';
import { allowed } from '../../core/gate.js';
import { showScreen } from '../../core/screen.js';
import { branchesOf } from './branches.js';
import { turning } from './turning.js';

/** The branch's day, for its managers: the card of the topic in their language, and of other days. */
export async function showBranchDay(
  ctx: StaffContext,
  date: string,
  branch: string,
  deps: BotDeps,
): Promise<void> {
  if (!allowed(ctx, 'plan.see_branch', branch)) return;
  const { t, language } = ctx;
  const { timezone, branches } = deps.company;
  const day = dayNamed(date, timezone);
  const title = branches[branch]?.title;
  if (day === null || title === undefined) {
    ctx.toast = { text: t('stale-button'), alert: true };
    return;
  }
  const found = await branchDay(deps.prisma, branch, day, deps.clock.now());
  const several = branchesOf(ctx, 'plan.see_branch', deps).length > 1;
  await showScreen(ctx, {
    lines: [branchPlan(found, title, { t, language, timezone })],
    keyboard: [
      turning(ctx, day, deps, (wanted) => ({ action: 'plan.branch', date: wanted, branch })),
      [
        { text: t('button-plan-mine'), data: encodeCallback({ action: 'plan', date }) },
        { text: t('menu-report'), data: encodeCallback({ action: 'report', date, period: 'day', branch }) },
      ],
    ],
    back: several ? { action: 'plan.branches', date } : { action: 'plan', date },
  });
}

export async function chooseBranch(ctx: StaffContext, date: string, deps: BotDeps): Promise<void> {
  const branches = branchesOf(ctx, 'plan.see_branch', deps);
  await showScreen(ctx, {
    lines: [ctx.t(branches.length === 0 ? 'plan-no-branch' : 'plan-choose-branch')],
    keyboard: branches.map((branch) => [
      {
        text: deps.company.branches[branch]?.title ?? branch,
        data: encodeCallback({ action: 'plan.branch', date, branch }),
      },
    ]),
    back: { action: 'plan', date },
  });
}
