import type { StaffContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';
import type { Feature } from '../../core/feature.js';
import { pressDead, pressRetry } from './press.js';
import { showDeadLetters } from './list.js';

/** `/jobs`: the work behind everything, and what has died of it, for admins. */
export function jobsFeature(deps: BotDeps): Feature {
  const show = (ctx: StaffContext): Promise<void> => showDeadLetters(ctx, 0, deps);
  return {
    commands: { jobs: { permission: 'job.see', place: 66, handle: show } },
    menu: [{ label: 'menu-jobs', permission: 'job.see', place: 72, open: show }],
    presses: {
      'dead.list': { permission: 'job.see', handle: (ctx, { page }) => showDeadLetters(ctx, page, deps) },
      dead: { permission: 'job.retry', handle: (ctx, press) => pressDead(ctx, press, deps) },
      'job.retry': { permission: 'job.retry', handle: (ctx, { jobId }) => pressRetry(ctx, BigInt(jobId)) },
    },
  };
}
