import { loadStatement, sqlOfPrisma } from '../../platform/sql/index.js';
import type { Work } from '../jobs/index.js';
import {
  activeRuns,
  cancelRun,
  skipRun,
  startRun,
  type CancelledRun,
  type NewRun,
  type Plan,
} from '../pipelines/index.js';
import { isExcluded } from './calendar.js';
import { startOf, type Cause, type Start } from './overlap.js';
import type { CatchUp, Overlap } from './task.js';

const taskToFireSql = loadStatement(import.meta.url, './sql/task-to-fire.sql');
const openTaskWindowSql = loadStatement(import.meta.url, './sql/open-task-window.sql');

/** What makes a task run. */
export interface Fire {
  taskId: string;
  cause: Cause;
  correlationId: string;
  /** Of a slot; a task has one run for each. */
  slotAt?: Date;
  /** Of an event; a task has one run for each. */
  eventId?: string;
  /** Stand for the pipeline's own of the same names. */
  params?: NewRun['params'];
  requestedBy?: string | null;
}

export interface Fired {
  runId: string;
  state: 'running' | 'queued' | 'skipped';
  /** Why it was skipped. */
  reason?: string;
}

/** Withdraws what the steps of a run waited for that had to make room for a later one, in the same transaction. */
export type OnCancelled = (work: Work, cancelled: CancelledRun) => Promise<void>;

interface TaskToFire {
  id: string;
  state: string;
  timezone: string;
  exclude: string[];
  snoozedUntil: Date | null;
  priority: number;
  maxRetries: number;
  backoff: NewRun['backoff'];
  dedupeKey: string | null;
  dedupeWindowSeconds: number | null;
  concurrencyKey: string | null;
  catchUp: CatchUp;
  overlap: Overlap;
  version: number;
  /** Null: no version is published. */
  plan: Plan | null;
  now: Date;
}

/**
 * Starts a run of a task, by the task's rules. A run that these do not let start is kept as skipped, with the reason.
 * Null: there is no such task, no version of it is published, or it had its run for this slot or event before.
 */
export async function fireTask(work: Work, fire: Fire, onCancelled?: OnCancelled): Promise<Fired | null> {
  const [task] = await sqlOfPrisma(work.tx).rows<TaskToFire>(taskToFireSql, [fire.taskId]);
  if (task === undefined || task.plan === null) return null;
  const start = startOf(task, fire.cause);
  const run: NewRun = {
    ...{ taskId: task.id, version: String(task.version), plan: task.plan },
    ...{ cause: fire.cause, correlationId: fire.correlationId, slotAt: fire.slotAt, eventId: fire.eventId },
    ...{ params: fire.params, requestedBy: fire.requestedBy },
    ...{ maxRetries: task.maxRetries, backoff: task.backoff, priority: task.priority },
    concurrencyKey: start.concurrencyKey,
  };
  const reason = reasonNotTo(task, fire) ?? (await reasonFromOthers(work, task, fire, start));
  if (reason !== undefined) {
    const runId = await skipRun(work, run, reason);
    return runId === null ? null : { runId, state: 'skipped', reason };
  }
  if (start.cancelsActive)
    for (const earlier of await activeRuns(work.tx, task.id)) {
      const cancelled = await cancelRun(work, earlier.id, 'the next run of the task took its place');
      await onCancelled?.(work, cancelled);
    }
  const started = await startRun(work, run);
  return started === null ? null : { runId: started.id, state: started.state };
}

/** Somebody who wants a run at once gets it, whatever the state of the task. */
function reasonNotTo(task: TaskToFire, { cause }: Fire): string | undefined {
  if (cause === 'manual') return undefined;
  // The slot that ends a task is made before it is fired.
  if (task.state !== 'active' && task.state !== 'ended') return `the task is ${task.state}`;
  if (cause === 'backfill') return undefined;
  if (task.snoozedUntil !== null && task.snoozedUntil > task.now)
    return `the task is snoozed until ${task.snoozedUntil.toISOString()}`;
  if (cause === 'event' && isExcluded(task.exclude, task.now, task.timezone))
    return 'the task does not run on this date';
  return undefined;
}

async function reasonFromOthers(
  work: Work,
  task: TaskToFire,
  { cause }: Fire,
  start: Start,
): Promise<string | undefined> {
  if (start.unlessActive && (await activeRuns(work.tx, task.id)).length > 0)
    return 'an earlier run of the task is under way';
  const { dedupeKey, dedupeWindowSeconds } = task;
  if (dedupeKey === null || dedupeWindowSeconds === null || cause === 'manual' || cause === 'backfill')
    return undefined;
  const opened = await sqlOfPrisma(work.tx).rows(openTaskWindowSql, [dedupeKey, dedupeWindowSeconds]);
  return opened.length > 0 ? undefined : `there was a run with the dedupe key ${dedupeKey} within its window`;
}
