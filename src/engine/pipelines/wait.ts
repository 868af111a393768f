import { z } from 'zod';
import { sqlOfPrisma, type Sql } from '../../platform/sql/index.js';
import { defineJob, withdrawJobs, type AnyJobDefinition, type Work } from '../jobs/index.js';
import { look, lockRun, markStep } from './end-step.js';
import { everAgain } from './ever-again.js';
import { goOn } from './go-on.js';
import type { Json } from './jmespath.js';
import { jobOf, RUN_ADVANCE, RUN_WAKE, stepKey, type RunListener } from './run-record.js';
import { nameOfStep } from './scope.js';

/** How a step that waited ends. */
const Outcome = z.union([z.object({ output: z.json() }), z.object({ error: z.string() })]);
export type Outcome = { output: Json } | { error: string };

const WakePayload = z.object({ step: z.string(), outcome: Outcome.optional() });
type WakePayload = z.infer<typeof WakePayload>;

/**
 * Ends a step that waits. The first who does it wins: false, and nothing is changed, when it waits no more: its time
 * has come, somebody else was quicker, or the run was cancelled. What follows is the work of a job.
 */
export async function resumeStep(
  work: Work,
  runId: string,
  step: string,
  outcome: Outcome,
): Promise<boolean> {
  const sql = sqlOfPrisma(work.tx);
  const standing = await markStep(sql, runId, step, ['waiting'], { state: 'running' });
  if (standing === null) return false;
  const { run } = standing;
  await withdrawJobs(sql, [{ kind: RUN_WAKE, key: stepKey(runId, step) }], 'the step was resumed', {
    stop: false,
  });
  await work.enqueue({
    ...jobOf(run),
    kind: RUN_WAKE,
    payload: {
      step,
      outcome: 'error' in outcome ? { error: `${nameOfStep(run.plan, step)}: ${outcome.error}` } : outcome,
    },
    dedupeKey: resumedKey(runId, step),
  });
  return true;
}

/** The dedupe key of the job that carries on with what a step was resumed with. */
export function resumedKey(runId: string, step: string): string {
  return `${stepKey(runId, step)}:resumed`;
}

/** Ends a step whose waiting is over: with what it was resumed with, or with what it wanted for when its time came. */
export function createWakeJob(listener: RunListener): AnyJobDefinition {
  return defineJob<WakePayload>({
    kind: RUN_WAKE,
    payload: WakePayload,
    ...everAgain(listener),
    async handle({ runId, payload: { step, outcome } }, { commit }) {
      await commit(async (work) => {
        const sql: Sql = sqlOfPrisma(work.tx);
        const standing =
          outcome === undefined
            ? await markStep(sql, runId ?? '', step, ['waiting'], { state: 'done' })
            : await markStep(sql, runId ?? '', step, ['running'], {
                ...('error' in outcome
                  ? { state: 'failed', output: null, error: outcome.error }
                  : { state: 'done', ...outcome }),
              });
        if (standing !== null) await goOn(work, standing, listener);
      });
    },
  });
}

/** Looks what is next in a run that nothing is under way in: it was resumed, or has no steps. */
export function createAdvanceJob(listener: RunListener): AnyJobDefinition {
  return defineJob({
    kind: RUN_ADVANCE,
    payload: z.object({}),
    ...everAgain(listener),
    async handle({ runId }, { commit }) {
      await commit(async (work) => {
        const sql = sqlOfPrisma(work.tx);
        await lockRun(sql, runId ?? '');
        await goOn(work, await look(sql, runId ?? ''), listener);
      });
    },
  });
}
