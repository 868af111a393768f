import { z } from 'zod';
import type { Backoff } from '../../kernel/backoff.js';
import { BranchlineError } from '../../kernel/errors.js';
import { sqlOfPrisma, type Sql } from '../../platform/sql/index.js';
import { defineJob, type AnyJobDefinition, type Job, type JobContext, type Work } from '../jobs/index.js';
import { ROUTE_RETRIES, startOf } from './advance.js';
import { markStep, type Standing } from './end-step.js';
import { goOn } from './go-on.js';
import { loadStep } from './load-step.js';
import type { PlanStep } from './plan.js';
import { replayRun } from './replay.js';
import {
  BackoffStrategy,
  jobOf,
  RUN_STEP,
  RUN_WAKE,
  stepKey,
  TASK_STEP,
  type RunListener,
} from './run-record.js';
import { plannedStep, type LoadedStep } from './scope.js';
import { startSteps } from './start-steps.js';
import { useStep, type StepUse, type UseDeps } from './use-step.js';

export interface StepDeps extends UseDeps, RunListener {
  sql: Sql;
  /** What the first retry of a step waits. */
  retryMs?: number;
}

const StepPayload = z.object({
  step: z.string(),
  backoff: BackoffStrategy.default('exponential_jitter'),
});
type StepPayload = z.infer<typeof StepPayload>;

/** Steps have bounds of their own, of an hour at most; this one is for what hangs around them. */
const TIMEOUT_MS = 3_700_000;
const RETRY_MS = 1_000;
const MAX_RETRY_MS = 120_000;

/** The jobs of steps, of routes and of tasks: each uses its tool, and starts what follows from that. */
export function createStepJobs(deps: StepDeps): AnyJobDefinition[] {
  const base = deps.retryMs ?? RETRY_MS;
  return [RUN_STEP, TASK_STEP].map((kind) =>
    defineJob<StepPayload>({
      kind,
      payload: StepPayload,
      maxAttempts: ROUTE_RETRIES + 1,
      timeoutMs: TIMEOUT_MS,
      waitsOutside: kind === TASK_STEP,
      backoff: ({ payload }) => backoffOf(payload.backoff, base),
      handle: (job, context) => handleStep(deps, job, context),
      onDead: (job, error, work) => failStep(deps, job, error, work),
    }),
  );
}

async function handleStep(deps: StepDeps, job: Job<StepPayload>, context: JobContext): Promise<void> {
  const { runId } = job;
  if (runId === null) throw new BranchlineError('run.not_found', { retryable: false });
  const loaded = await loadStep(deps.sql, runId, job.payload.step);
  if (loaded === undefined) throw new BranchlineError('run.not_found', { retryable: false });
  if (loaded.stepState !== 'running') {
    if (loaded.stepState === 'failed') await tryAgain(job, loaded, context);
    return;
  }
  if (loaded.state === 'paused') {
    await context.commit((work) => giveBack(deps, loaded, work));
    return;
  }
  if (loaded.state !== 'running') return;
  const begun = performance.now();
  const use = await useStep(deps, loaded, { number: job.attempt, signal: context.signal });
  await context.commit(async (work) => {
    const standing = await markStep(sqlOfPrisma(work.tx), runId, loaded.step, ['running'], {
      ...use.mark,
      attempts: job.attempt,
      ms: performance.now() - begun,
    });
    // Null: the run was cancelled meanwhile.
    if (standing !== null) await follow(deps, loaded, use, standing, work);
  });
}

async function follow(
  deps: StepDeps,
  loaded: LoadedStep,
  use: StepUse,
  standing: Standing,
  work: Work,
): Promise<void> {
  await use.write?.(work);
  const planned = plannedStep(loaded);
  if (use.items !== undefined && planned !== undefined) {
    await goOn(work, await addItems(work, standing, { loaded, planned, count: use.items }), deps);
    return;
  }
  if (use.mark.state === 'waiting' && use.mark.resumeAt instanceof Date)
    await work.enqueue({
      ...jobOf(loaded),
      kind: RUN_WAKE,
      payload: { step: loaded.step },
      runAt: use.mark.resumeAt,
      dedupeKey: stepKey(loaded.id, loaded.step),
    });
  await goOn(work, standing, deps);
}

async function addItems(
  work: Work,
  { run, steps }: Standing,
  { loaded, planned, count }: { loaded: LoadedStep; planned: PlanStep; count: number },
): Promise<Standing> {
  const items = Array.from({ length: count }, (_, item) => ({
    ...startOf(planned, loaded.part, loaded.stage, 'pending'),
    step: `${planned.id}[${item}]`,
    parent: planned.id,
    item,
  }));
  await startSteps(work, run, items);
  return { run, steps: [...steps, ...items.map((one) => ({ ...one, isExpanded: false, error: null }))] };
}

/** The run was paused before the step began: it begins when the run goes on, which may be by now. */
async function giveBack(deps: StepDeps, loaded: LoadedStep, work: Work): Promise<void> {
  const sql = sqlOfPrisma(work.tx);
  const standing = await markStep(sql, loaded.id, loaded.step, ['running'], { state: 'pending' });
  if (standing !== null) await goOn(work, standing, deps);
}

/** The job was dead, and somebody gave it attempts again: the run is repeated from this step on. */
async function tryAgain(job: Job<StepPayload>, loaded: LoadedStep, { commit }: JobContext): Promise<void> {
  if (loaded.state !== 'failed' && loaded.state !== 'done') return;
  await commit(async (work) => {
    await replayRun(work, loaded.id, { fromStep: job.payload.step, requestedBy: null });
  });
}

async function failStep(deps: StepDeps, job: Job<StepPayload>, error: string, work: Work): Promise<void> {
  if (job.runId === null) return;
  const standing = await markStep(sqlOfPrisma(work.tx), job.runId, job.payload.step, ['running'], {
    state: 'failed',
    error,
    attempts: job.attempt,
  });
  if (standing !== null) await goOn(work, standing, deps);
}

function backoffOf(strategy: BackoffStrategy, baseMs: number): Backoff {
  return strategy === 'fixed' ? { strategy, baseMs } : { strategy, baseMs, maxMs: MAX_RETRY_MS };
}
