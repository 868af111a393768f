import { audit } from '../../../domain/audit/index.js';
import { reviveDeadJob } from '../../../engine/jobs/index.js';
import { sqlOfPrisma } from '../../../platform/sql/index.js';
import type { StaffContext } from '../../core/context.js';
import type { Feature } from '../../core/feature.js';

export function jobsFeature(): Feature {
  return {
    presses: {
      'job.retry': { permission: 'job.retry', handle: (ctx, { jobId }) => pressRetry(ctx, BigInt(jobId)) },
    },
  };
}

/** "Try again" under the alert of a dead job: it gets a full set of attempts. */
async function pressRetry(ctx: StaffContext, jobId: bigint): Promise<void> {
  const revived = await ctx.scope.commit(async (work) => {
    if (!(await reviveDeadJob(sqlOfPrisma(work.tx), jobId))) return false;
    await audit(work.tx, { actor: ctx.person.telegramId, action: 'job.retried', subject: `job:${jobId}` });
    return true;
  });
  ctx.toast = { text: ctx.t(revived ? 'job-retried' : 'job-not-dead') };
}
