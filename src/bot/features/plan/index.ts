import { readPlanLink } from '../../../domain/plan/index.js';
import { may } from '../../../domain/staff/index.js';
import type { StaffContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';
import type { Feature } from '../../core/feature.js';
import { chooseBranch, showBranchDay } from './branch-day.js';
import { showMyDay } from './my-day.js';
import { createRefreshPlanJob } from './refresh-job.js';

/** The plan of the day: a person's own, and the branch's, whose card in the topic is kept current. */
export function planFeature(deps: BotDeps): Feature {
  return {
    commands: {
      plan: { permission: 'plan.see', place: 20, handle: (ctx) => showMyDay(ctx, undefined, deps) },
    },
    menu: [
      {
        label: 'menu-plan',
        permission: 'plan.see',
        place: 10,
        open: (ctx) => showMyDay(ctx, undefined, deps),
      },
    ],
    presses: {
      plan: { permission: 'plan.see', handle: (ctx, { date }) => showMyDay(ctx, date, deps) },
      'plan.branch': {
        permission: 'plan.see_branch',
        handle: (ctx, { date, branch }) => showBranchDay(ctx, date, branch, deps),
      },
      'plan.branches': {
        permission: 'plan.see_branch',
        handle: (ctx, { date }) => chooseBranch(ctx, date, deps),
      },
    },
    links: { plan: { permission: 'plan.see', open: (ctx, argument) => followLink(ctx, argument, deps) } },
    jobs: [createRefreshPlanJob(deps)],
  };
}

/** From the card in the topic: managers see that branch's day, everybody else their own. */
async function followLink(ctx: StaffContext, argument: string, deps: BotDeps): Promise<void> {
  const { date, branch } = readPlanLink(argument);
  if (date !== undefined && branch !== undefined && may(ctx.person, 'plan.see_branch', branch))
    await showBranchDay(ctx, date, branch, deps);
  else await showMyDay(ctx, date, deps);
}
