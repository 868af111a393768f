import { BranchlineError } from '../../kernel/errors.js';
import { sqlOfPrisma } from '../../platform/sql/index.js';
import { withdrawJobs, type Work } from '../jobs/index.js';
import { lockRun } from './end-step.js';
import { ACTIVE, jobOf, RUN_ADVANCE, RUN_DEADLINE, stepKey, stepKind, type RunState } from './run-record.js';
import { startNext } from './start-steps.js';
import { stopSteps, type StoppedSteps } from './stop-steps.js';

/**
 * No step of the run begins any more until it is resumed; those under way end. False: it was paused already. Throws
 * `run.not_found`, and `run.not_running` when it is over or has not begun.
 */
export async function pauseRun(work: Work, runId: string): Promise<boolean> {
  const sql = sqlOfPrisma(work.tx);
  const { state } = await lockRun(sql, runId);
  if (state === 'paused') return false;
  if (state !== 'running') throw notRunning(runId, state);
  const { taskId } = await work.tx.run.update({ where: { id: runId }, data: { state: 'paused' } });
  const steps = await work.tx.runStep.findMany({
    where: { runId, state: 'running' },
    select: { step: true },
  });
  const names = new Map(steps.map(({ step }) => [stepKey(runId, step), step]));
  const jobs = [...names.keys()].map((key) => ({ kind: stepKind({ taskId }), key }));
  const withdrawn = await withdrawJobs(sql, jobs, 'the run was paused', { stop: false });
  await work.tx.runStep.updateMany({
    where: { runId, step: { in: withdrawn.map(({ key }) => names.get(key) ?? '') } },
    data: { state: 'pending' },
  });
  return true;
}

/** A paused run goes on. False: it was not paused. Throws `run.not_found`, and `run.not_running` when it is over. */
export async function resumeRun(work: Work, runId: string): Promise<boolean> {
  const { state } = await lockRun(sqlOfPrisma(work.tx), runId);
  if (state === 'running' || state === 'queued') return false;
  if (state !== 'paused') throw notRunning(runId, state);
  const run = await work.tx.run.update({ where: { id: runId }, data: { state: 'running' } });
  await work.enqueue({ ...jobOf(run), kind: RUN_ADVANCE, payload: {}, dedupeKey: runId });
  return true;
}

export type CancelledRun = StoppedSteps & {
  /** False: it was over already, and nothing is changed. */
  isCancelled: boolean;
};

/** Ends a run for good, whatever it is at. Nothing that follows from its end is done. Throws `run.not_found`. */
export async function cancelRun(work: Work, runId: string, reason: string): Promise<CancelledRun> {
  const sql = sqlOfPrisma(work.tx);
  const { state, concurrencyKey } = await lockRun(sql, runId);
  if (!ACTIVE.includes(state)) return { isCancelled: false, isStopping: false, waits: [] };
  await work.tx
    .$executeRaw`update runs set state = 'cancelled', error = ${reason}, finished_at = clock_timestamp()
                            where id = ${runId}::uuid`;
  const stopped = await stopSteps(sql, runId, reason);
  await withdrawJobs(
    sql,
    [RUN_DEADLINE, RUN_ADVANCE].map((kind) => ({ kind, key: runId })),
    reason,
    { stop: false },
  );
  // One that was queued held no place.
  if (concurrencyKey !== null && state !== 'queued') await startNext(work, concurrencyKey);
  return { ...stopped, isCancelled: true };
}

function notRunning(runId: string, state: RunState): BranchlineError {
  return new BranchlineError('run.not_running', {
    retryable: false,
    message: `the run is ${state}`,
    details: { runId, state },
  });
}
