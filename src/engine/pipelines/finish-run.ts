import { loadStatement, sqlOfPrisma } from '../../platform/sql/index.js';
import { withdrawJobs, type Work } from '../jobs/index.js';
import { partOf } from './advance.js';
import type { Standing } from './end-step.js';
import type { Json } from './jmespath.js';
import { stagesOf, stepsOf, type Part, type Plan } from './plan.js';
import {
  RUN_DEADLINE,
  type FinishedRun,
  type RunListener,
  type RunRecord,
  type StepState,
} from './run-record.js';
import { startNext } from './start-steps.js';

const finishRunSql = loadStatement(import.meta.url, './sql/finish-run.sql');

interface EndedStep {
  step: string;
  uses: string;
  state: StepState;
  output: Json;
  error: string | null;
}

/** Ends a run whose lock is held, and all that goes with that: what listens, its deadline, the next of its key. */
export async function finishRun(
  work: Work,
  { run, steps }: Standing,
  state: 'done' | 'failed',
  error: string | null,
  listener: RunListener,
): Promise<void> {
  const sql = sqlOfPrisma(work.tx);
  const part = partOf(steps);
  const never = state === 'done' && part === 'main' ? [] : stepsUntil(run.plan, part);
  const ended = await sql.rows<EndedStep>(finishRunSql, [run.id, state, error, JSON.stringify(never)]);
  await listener.onFinished(finishedRun(run, state, ended, await failuresOf(work, run)), work);
  if (run.plan.timeoutSeconds !== null)
    await withdrawJobs(sql, [{ kind: RUN_DEADLINE, key: run.id }], 'the run is over', { stop: false });
  if (run.concurrencyKey !== null) await startNext(work, run.concurrencyKey);
}

/** All steps that the run had, begun or not, when it ends in `last`. */
function stepsUntil(plan: Plan, last: Part): { step: string; part: Part; stage: number; uses: string }[] {
  return [...new Set<Part>(['main', last])].flatMap((part) =>
    stagesOf(plan, part).flatMap(({ steps }, stage) =>
      steps.map(({ id, uses }) => ({ step: id, part, stage, uses })),
    ),
  );
}

async function failuresOf(work: Work, { taskId }: RunRecord): Promise<number | null> {
  if (taskId === null) return null;
  const task = await work.tx.task.findUnique({ where: { id: taskId }, select: { failures: true } });
  return task?.failures ?? null;
}

function finishedRun(
  run: RunRecord,
  state: 'done' | 'failed',
  ended: readonly EndedStep[],
  failures: number | null,
): FinishedRun {
  const steps = stepsOf(run.plan).flatMap(({ id }) => ended.filter(({ step }) => step === id));
  const { route, taskId, eventId, correlationId, cause } = run;
  return {
    ...{ runId: run.id, route, taskId, eventId, correlationId, cause, state, failures },
    outputs: steps
      .filter((one) => one.state === 'done')
      .map(({ step, uses, output }) => ({ step, uses, output })),
    failed: steps
      .filter((one) => one.state === 'failed')
      .map(({ step, error }) => ({ step, error: error ?? '' })),
  };
}
