import { z } from 'zod';
import type { Job, NewJob, Work } from '../jobs/index.js';
import type { Json } from './jmespath.js';
import type { Part, Plan } from './plan.js';

/** The jobs of runs. A step of a task may wait for an outside system: it does not hold up those of routes. */
export const RUN_STEP = 'run.step';
export const TASK_STEP = 'run.task_step';
/** Ends a step that waited: its time has come, or somebody resumed it. */
export const RUN_WAKE = 'run.wake';
/** Ends a run that took too long. */
export const RUN_DEADLINE = 'run.deadline';
/** Looks what is next in a run. */
export const RUN_ADVANCE = 'run.advance';

export type RunState = 'queued' | 'running' | 'paused' | 'done' | 'failed' | 'cancelled' | 'skipped';
export type StepState = 'pending' | 'running' | 'waiting' | 'done' | 'skipped' | 'failed' | 'cancelled';
export type RunCause = 'event' | 'schedule' | 'catch_up' | 'backfill' | 'manual' | 'replay';
export const BackoffStrategy = z.enum(['exponential_jitter', 'linear', 'fixed']);
export type BackoffStrategy = z.infer<typeof BackoffStrategy>;

/** States of a run that is not over. */
export const ACTIVE: readonly RunState[] = ['queued', 'running', 'paused'];

/** What the engine needs to know of a run to move it on. */
export interface RunRecord {
  id: string;
  route: string | null;
  taskId: string | null;
  eventId: string | null;
  correlationId: string;
  cause: RunCause;
  state: RunState;
  error: string | null;
  priority: number;
  concurrencyKey: string | null;
  backoff: BackoffStrategy;
  requestedBy: string | null;
  plan: StoredPlan;
}

/** The plan of a run, and the event as a replay wants it seen, when that is not as it is stored. */
export type StoredPlan = Plan & { event?: Json };

/**
 * Where a step stands. Steps that have not begun have no record, or are `pending`; `running`: a job of it is stored.
 * Items of a for-each that ended well are left out.
 */
export interface StepRecord {
  step: string;
  part: Part;
  stage: number;
  state: StepState;
  /** The for-each whose item it is, and which one. */
  parent: string | null;
  item: number | null;
  /** Of a for-each: its list is known and stored. */
  isExpanded: boolean;
  error: string | null;
}

export interface FinishedRun {
  runId: string;
  route: string | null;
  taskId: string | null;
  eventId: string | null;
  correlationId: string;
  cause: RunCause;
  state: 'done' | 'failed';
  /** How often in a row the task's runs have failed by now; null for a route. */
  failures: number | null;
  /** Outputs of the steps that ended well, in the order of the plan. */
  outputs: { step: string; uses: string; output: Json }[];
  /** Also those after which the run went on. */
  failed: { step: string; error: string }[];
}

export interface RunListener {
  /** Called in the transaction in which a run ends. */
  onFinished: (run: FinishedRun, work: Work) => Promise<void>;
  /** Called when a run stands still, since the job that was to move it on is dead. */
  onStuck?: (job: Job, error: string, work: Work) => Promise<void>;
  /** Called when a run was ended whose steps waited for these (`approval:<id>`), in the same transaction. */
  onWithdrawn?: (waits: readonly string[], work: Work) => Promise<void>;
}

export function stepKind(run: Pick<RunRecord, 'taskId'>): string {
  return run.taskId === null ? RUN_STEP : TASK_STEP;
}

/** What every job of a run has of it. */
export function jobOf(
  run: Pick<RunRecord, 'id' | 'correlationId'> & Partial<Pick<RunRecord, 'eventId' | 'priority'>>,
): Pick<NewJob, 'runId' | 'correlationId' | 'eventId' | 'priority'> {
  const { id: runId, correlationId, eventId, priority } = run;
  return { runId, correlationId, eventId: eventId ?? undefined, priority };
}

/** The dedupe key of a step's job. */
export function stepKey(runId: string, step: string): string {
  return `${runId}:${step}`;
}
