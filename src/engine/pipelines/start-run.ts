import { storableJson } from '../../kernel/storable.js';
import { loadStatement, sqlOfPrisma, type Sql } from '../../platform/sql/index.js';
import type { Work } from '../jobs/index.js';
import { advance } from './advance.js';
import type { Json } from './jmespath.js';
import type { Plan, PlanStep, Stage } from './plan.js';
import {
  jobOf,
  RUN_ADVANCE,
  RUN_DEADLINE,
  stepKind,
  type BackoffStrategy,
  type RunCause,
  type StepRecord,
  type StoredPlan,
} from './run-record.js';

const lockKeySql = loadStatement(import.meta.url, './sql/lock-key.sql');
const startRunSql = loadStatement(import.meta.url, './sql/start-run.sql');

/** A run to be started: a route's (`route`) or a task's (`taskId`). */
export interface NewRun {
  route?: string;
  taskId?: string;
  /** Hash of the route's text, or the number of the task's version. */
  version: string;
  plan: Plan;
  cause: RunCause;
  correlationId: string;
  eventId?: string | null;
  slotAt?: Date | null;
  /** Stand for the plan's of the same names. */
  params?: Readonly<Record<string, Json>>;
  /** For each step that does not say otherwise; routes: 5. */
  maxRetries?: number;
  backoff?: BackoffStrategy;
  /** 1 is the most urgent, 9 the least. */
  priority?: number;
  /** Of all runs of one key one is under way at a time, the others wait in their order. */
  concurrencyKey?: string | null;
  /** `agent:<id>`, `staff:<telegram id>`; null: nobody. */
  requestedBy?: string | null;
}

/** What a replay takes over from the run that it repeats. */
export interface TakenOver {
  replayOf: string;
  steps: (StepRecord & { uses: string; input: unknown; output: unknown })[];
  /** The event as it is to be seen. */
  event?: Json;
}

export interface StartedRun {
  id: string;
  state: 'running' | 'queued';
}

/**
 * Starts a run, or queues it when another one of its concurrency key is there. Once for each route and event, task and
 * event, task and slot: a second call answers null and changes nothing.
 */
export async function startRun(work: Work, run: NewRun, takenOver?: TakenOver): Promise<StartedRun | null> {
  const plan: StoredPlan = {
    ...withRetries(run.plan, run.maxRetries),
    ...(takenOver?.event !== undefined && { event: takenOver.event }),
  };
  const known = takenOver?.steps ?? [];
  const move = advance(plan, 'main', known);
  const sql = sqlOfPrisma(work.tx);
  if (typeof run.concurrencyKey === 'string') await lockKey(sql, run.concurrencyKey);
  const [started] = await sql.rows<StartedRun>(startRunSql, [
    storableJson({ ...rowOf(run), plan, state: 'running', replayOf: takenOver?.replayOf }),
    storableJson([...known, ...(move.do === 'start' ? move.steps : [])]),
    stepKind({ taskId: run.taskId ?? null }),
  ]);
  if (started === undefined) return null;
  if (started.state === 'running') await watch(work, { ...run, id: started.id }, move.do !== 'start');
  return started;
}

/** Keeps a run that was not to be, so that people see that and why. Null: it was there already. */
export async function skipRun(work: Work, run: NewRun, reason: string): Promise<string | null> {
  const [skipped] = await sqlOfPrisma(work.tx).rows<{ id: string }>(startRunSql, [
    storableJson({ ...rowOf(run), plan: run.plan, state: 'skipped', error: reason }),
    '[]',
    stepKind({ taskId: run.taskId ?? null }),
  ]);
  return skipped?.id ?? null;
}

/** Whoever holds it is the only one who starts or ends a run of the key, until the transaction ends. */
export async function lockKey(sql: Sql, concurrencyKey: string): Promise<void> {
  await sql.rows(lockKeySql, [concurrencyKey]);
}

/** What goes with the steps of a run that is under way from now on: its deadline, and, where none starts, a look. */
export async function watch(
  work: Work,
  run: { id: string; plan: Plan; correlationId: string; eventId?: string | null; priority?: number },
  isIdle: boolean,
): Promise<void> {
  const common = { ...jobOf(run), payload: {}, dedupeKey: run.id };
  const { timeoutSeconds } = run.plan;
  // Without any job it wakes the workers for those that were stored with the steps.
  await work.enqueue(
    ...(timeoutSeconds === null ? [] : [{ ...common, kind: RUN_DEADLINE, delayMs: timeoutSeconds * 1_000 }]),
    ...(isIdle ? [{ ...common, kind: RUN_ADVANCE }] : []),
  );
}

function rowOf(run: NewRun): Record<string, unknown> {
  const { route, taskId, version, cause, eventId, slotAt, requestedBy, correlationId, concurrencyKey } = run;
  return {
    ...{ route, taskId, version, cause, eventId, slotAt, requestedBy, correlationId, concurrencyKey },
    priority: run.priority ?? 5,
    backoff: run.backoff ?? 'exponential_jitter',
    params: { ...run.plan.params, ...run.params },
  };
}

function withRetries(plan: Plan, maxRetries: number | undefined): Plan {
  if (maxRetries === undefined) return plan;
  const inStep = (step: PlanStep): PlanStep => ({ ...step, maxRetries: step.maxRetries ?? maxRetries });
  const inStages = (stages: readonly Stage[]): Stage[] =>
    stages.map((stage) => ({ ...stage, steps: stage.steps.map(inStep) }));
  return {
    ...plan,
    stages: inStages(plan.stages),
    onFailure: { ...plan.onFailure, stages: inStages(plan.onFailure.stages) },
    onRecovery: inStages(plan.onRecovery),
  };
}
