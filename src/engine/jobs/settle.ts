import { setTimeout as delay } from 'node:timers/promises';
import { retryDelayMs } from '../../kernel/backoff.js';
import { BranchlineError, errorMessage } from '../../kernel/errors.js';
import type { Logger } from '../../platform/log/index.js';
import type { Sql } from '../../platform/sql/index.js';
import type { AnyJobDefinition, Job } from './job.js';
import type { Leases } from './leases.js';
import type { JobMetrics } from './metrics.js';
import type { AfterFailure, Ended, Settlements } from './settlements.js';
import type { Workshop } from './work.js';

/** A job dies without its `onDead` after that has failed so often. */
const DEATHS = 3;
const DEATH_RETRY_MS = 100;

export interface SettleDeps {
  sql: Sql;
  workshop: Workshop;
  log: Logger;
  metrics: JobMetrics;
  settlements: Settlements;
  leases: Leases;
}

/** Stores that the handler has done its work, where it did not do so itself. */
export async function settleSuccess(
  deps: SettleDeps,
  job: Job,
  ended: Ended,
  how: { committed: boolean; failedAfter: unknown },
): Promise<void> {
  // The work is stored; what failed after that (a toast, a menu) must not repeat it.
  if (how.failedAfter !== undefined)
    logOf(deps, job).warn({ err: how.failedAfter }, 'job done, but something after its commit failed');
  const isDone = how.committed || (await deps.settlements.done(ended));
  deps.leases.drop(job.leaseToken, [job.id]);
  if (!isDone) logOf(deps, job).warn('done, but its lease was lost before that could be stored');
  deps.metrics.total.inc({ kind: job.kind, outcome: isDone ? 'done' : 'lost' });
}

/** Stores what a failure means for the job: another attempt, its death, or that it was cancelled. */
export async function settleFailure(
  deps: SettleDeps,
  definition: AnyJobDefinition,
  job: Job,
  ended: Ended,
  error: unknown,
): Promise<void> {
  const log = logOf(deps, job);
  const code = error instanceof BranchlineError ? error.code : undefined;
  if (code === 'job.lease_lost') {
    deps.leases.drop(job.leaseToken, [job.id]);
    log.warn('another worker has this job by now; nothing was changed');
    deps.metrics.total.inc({ kind: job.kind, outcome: 'lost' });
    return;
  }
  const next = nextOf(definition, job, error);
  const message = errorMessage(error).slice(0, 4000);
  if (code !== 'job.cancelled' && (await storeFailure(deps, definition, job, ended, message, next))) {
    deps.leases.drop(job.leaseToken, [job.id]);
    const isDead = next.retryMs === null;
    deps.metrics.total.inc({ kind: job.kind, outcome: isDead ? 'dead' : 'retried' });
    log[isDead ? 'error' : 'warn'](
      { err: error, attempt: job.attempt, retryInMs: next.retryMs },
      isDead ? 'job is dead' : 'job failed, will be tried again',
    );
    return;
  }
  const isCancelled = await deps.settlements.cancelled(ended, message);
  log.warn({ err: error }, isCancelled ? 'job cancelled' : 'failed, but another worker has this job by now');
  deps.metrics.total.inc({ kind: job.kind, outcome: isCancelled ? 'cancelled' : 'lost' });
}

function nextOf(definition: AnyJobDefinition, job: Job, error: unknown): AfterFailure {
  const known = error instanceof BranchlineError ? error : undefined;
  // Being stopped is no failure of the job: whoever is there next goes on with it at once.
  if (known?.code === 'worker.stopped') return { retryMs: 0, counts: false };
  const again = (known?.retryable ?? true) && job.attempt < job.maxAttempts;
  if (!again) return { retryMs: null, counts: true };
  const backoff = typeof definition.backoff === 'function' ? definition.backoff(job) : definition.backoff;
  return { retryMs: retryDelayMs(backoff, job.attempt, Math.random()), counts: true };
}

/** False: the lease was lost, or the job is to be cancelled. A death and its `onDead` are one transaction. */
async function storeFailure(
  { sql, workshop, settlements, log }: SettleDeps,
  definition: AnyJobDefinition,
  job: Job,
  ended: Ended,
  message: string,
  next: AfterFailure,
): Promise<boolean> {
  if (next.retryMs !== null) return settlements.failed(sql, ended, message, next);
  for (let death = 1; death <= DEATHS; death++)
    try {
      return await workshop.transact(async (work, tx) => {
        const isDead = await settlements.failed(tx, ended, message, next);
        if (isDead) await definition.onDead?.(job, message, work);
        return isDead;
      });
    } catch (error) {
      log.error({ err: error, jobId: String(job.id), kind: job.kind }, 'what follows from a death failed');
      // It may be the database that is away for a moment.
      await delay(DEATH_RETRY_MS * death);
    }
  return settlements.failed(sql, ended, message, next);
}

function logOf(deps: SettleDeps, job: Job): Logger {
  return deps.log.child({
    correlationId: job.correlationId,
    jobId: String(job.id),
    kind: job.kind,
    ...(job.eventId === null ? {} : { eventId: job.eventId }),
    ...(job.runId === null ? {} : { runId: job.runId }),
  });
}
