import type { PrismaClient, Run, RunStep } from '../../platform/prisma/index.js';
import { loadStatement, type Sql } from '../../platform/sql/index.js';
import { PARTS, stagesOf, type Part, type Plan, type PlanStep } from './plan.js';
import { stepKey, stepKind, type StepState } from './run-record.js';

const attemptsOfRunSql = loadStatement(import.meta.url, './sql/attempts-of-run.sql');

/** One time that a step was tried; of one that is under way `finishedAt` is null. */
export interface StepAttempt {
  attempt: number;
  outcome: 'done' | 'cancelled' | 'failed' | 'lost' | 'running';
  worker: string | null;
  startedAt: Date;
  finishedAt: Date | null;
  durationMs: number;
  error: string | null;
}

export interface TimelineStep {
  step: string;
  part: Part;
  stage: number;
  /** Its place in the source: `pipeline[2].parallel[0]`. */
  path: string;
  uses: string;
  parent: string | null;
  item: number | null;
  /** `pending` also where nothing of it is stored yet. */
  state: StepState;
  input: unknown;
  output: unknown;
  error: string | null;
  waitsFor: string | null;
  resumeAt: Date | null;
  startedAt: Date | null;
  finishedAt: Date | null;
  attempts: StepAttempt[];
}

export type Timeline = Run & { steps: TimelineStep[] };

/** A run with all its steps in the order of its plan, items behind their for-each. Null: there is no such run. */
export async function timeline(
  deps: { prisma: PrismaClient; sql: Sql },
  runId: string,
): Promise<Timeline | null> {
  const run = await deps.prisma.run.findUnique({ where: { id: runId }, include: { steps: true } });
  if (run === null) return null;
  const keys = run.steps.map(({ step }) => ({ kind: stepKind(run), key: stepKey(run.id, step) }));
  const attempts = await deps.sql.rows<StepAttempt & { step: string }>(attemptsOfRunSql, [
    ...[run.id, JSON.stringify(keys)],
  ]);
  const { steps, ...facts } = run;
  const tried = new Map<string, StepAttempt[]>();
  for (const { step, ...attempt } of attempts) tried.set(step, [...(tried.get(step) ?? []), attempt]);
  const attemptsOf = (step: string): StepAttempt[] => tried.get(step) ?? [];
  return { ...facts, steps: inOrder(run.plan as unknown as Plan, run, steps, attemptsOf) };
}

function inOrder(
  plan: Plan,
  run: Run,
  records: readonly RunStep[],
  attemptsOf: (step: string) => StepAttempt[],
): TimelineStep[] {
  const isOver = run.finishedAt !== null;
  return PARTS.flatMap((part) =>
    stagesOf(plan, part).flatMap(({ steps }, stage) =>
      steps.flatMap((planned): TimelineStep[] => {
        const own = records.filter(({ step, parent }) => step === planned.id || parent === planned.id);
        if (own.length === 0) return part === 'main' && !isOver ? [notBegun(planned, stage)] : [];
        return own
          .sort((a, b) => (a.item ?? -1) - (b.item ?? -1))
          .map((record) => stepOf(planned, record, attemptsOf(record.step)));
      }),
    ),
  );
}

function notBegun({ id, path, uses }: PlanStep, stage: number): TimelineStep {
  return {
    ...{ step: id, part: 'main', stage, path, uses, parent: null, item: null, state: 'pending' },
    ...{ input: null, output: null, error: null, waitsFor: null, resumeAt: null },
    ...{ startedAt: null, finishedAt: null, attempts: [] },
  };
}

function stepOf({ path }: PlanStep, record: RunStep, attempts: StepAttempt[]): TimelineStep {
  const { step, stage, uses, parent, item, input, output, error, waitsFor, resumeAt, finishedAt } = record;
  return {
    ...{ step, path, stage, uses, parent, item, input, output, error, waitsFor, resumeAt, finishedAt },
    part: record.part as Part,
    state: record.state as StepState,
    startedAt: record.startedAt ?? attempts[0]?.startedAt ?? null,
    attempts,
  };
}
