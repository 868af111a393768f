import { audit } from '../../../domain/audit/index.js';
import type { CallbackOf } from '../../../domain/posts/index.js';
import { cancelJob, reviveDeadJob, reviveDeadJobs, type Work } from '../../../engine/jobs/index.js';
import { BranchlineError } from '../../../kernel/errors.js';
import type { Job } from '../../../platform/prisma/index.js';
import { sqlOfPrisma } from '../../../platform/sql/index.js';
import type { StaffContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';
import { showDeadLetter } from './letter.js';
import { showDeadLetters } from './list.js';

/** A button of a dead letter's page. Afterwards the list shows what is left. */
export async function pressDead(ctx: StaffContext, press: CallbackOf<'dead'>, deps: BotDeps): Promise<void> {
  const job = await deps.prisma.job.findUnique({ where: { id: BigInt(press.jobId) } });
  if (job?.state !== 'dead') {
    ctx.toast = { text: ctx.t('job-not-dead') };
    await showDeadLetters(ctx, 0, deps);
    return;
  }
  switch (press.verb) {
    case 'open':
      await showDeadLetter(ctx, job, deps);
      return;
    case 'drop':
      await showDeadLetter(ctx, job, deps, true);
      return;
    case 'retry':
      await pressRetry(ctx, job.id);
      break;
    case 'kind': {
      const count = await ctx.scope.commit((work) => retryKind(work, job.kind, ctx));
      ctx.toast = { text: ctx.t('jobs-retried', { count }) };
      break;
    }
    case 'surely': {
      const dropped = await ctx.scope.commit((work) => drop(work, job, ctx));
      ctx.toast = { text: ctx.t(dropped ? 'job-dropped' : 'job-not-dead') };
      break;
    }
  }
  await showDeadLetters(ctx, 0, deps);
}

/** "Try again", here and under the alert of a dead job: it gets a full set of attempts. */
export async function pressRetry(ctx: StaffContext, jobId: bigint): Promise<void> {
  const revived = await ctx.scope.commit(async (work) => {
    if (!(await reviveDeadJob(sqlOfPrisma(work.tx), jobId))) return false;
    await audit(work.tx, { actor: ctx.person.telegramId, action: 'job.retried', subject: `job:${jobId}` });
    return true;
  });
  ctx.toast = { text: ctx.t(revived ? 'job-retried' : 'job-not-dead') };
}

async function retryKind(work: Work, kind: string, ctx: StaffContext): Promise<number> {
  const replayed = await reviveDeadJobs(sqlOfPrisma(work.tx), { kind });
  const subject = `jobs:${kind}`;
  await audit(work.tx, {
    actor: ctx.person.telegramId,
    action: 'dead_letters.replayed',
    subject,
    details: { replayed },
  });
  return replayed;
}

/** It stays in the history as cancelled, with its payload. False: somebody was faster. */
async function drop(work: Work, { id, kind }: Job, ctx: StaffContext): Promise<boolean> {
  try {
    await cancelJob(sqlOfPrisma(work.tx), id, `dropped by ${ctx.person.name}`);
  } catch (error) {
    if (error instanceof BranchlineError && error.code === 'job.not_found') return false;
    throw error;
  }
  await audit(work.tx, {
    actor: ctx.person.telegramId,
    action: 'job.dropped',
    subject: `job:${id}`,
    details: { kind },
  });
  return true;
}
