import { withdrawJobs } from '../jobs/index.js';
import { loadStatement, type Sql } from '../../platform/sql/index.js';
import { RUN_STEP, RUN_WAKE, stepKey, TASK_STEP } from './run-record.js';
import { resumedKey } from './wait.js';

const cancelStepsSql = loadStatement(import.meta.url, './sql/cancel-steps.sql');

export interface StoppedSteps {
  /** A worker is still at one of them: wake `cancellations` after the commit, and its signal is aborted at once. */
  isStopping: boolean;
  /** What steps waited for: `approval:<id>`. */
  waits: string[];
}

/** Cancels all steps of a run whose lock is held, with their jobs. */
export async function stopSteps(sql: Sql, runId: string, reason: string): Promise<StoppedSteps> {
  const steps = await sql.rows<{ step: string; waitsFor: string | null }>(cancelStepsSql, [runId, reason]);
  const jobs = steps.flatMap(({ step }) => [
    { kind: RUN_STEP, key: stepKey(runId, step) },
    { kind: TASK_STEP, key: stepKey(runId, step) },
    { kind: RUN_WAKE, key: stepKey(runId, step) },
    { kind: RUN_WAKE, key: resumedKey(runId, step) },
  ]);
  const withdrawn = await withdrawJobs(sql, jobs, reason, { stop: true });
  return {
    isStopping: withdrawn.some(({ outcome }) => outcome === 'cancelling'),
    waits: steps.flatMap(({ waitsFor }) => (waitsFor === null ? [] : [waitsFor])),
  };
}
