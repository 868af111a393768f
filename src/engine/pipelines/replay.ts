import { BranchlineError } from '../../kernel/errors.js';
import type { Run, RunStep } from '../../platform/prisma/index.js';
import type { Work, Workshop } from '../jobs/index.js';
import { unknownRun } from './end-step.js';
import type { Json } from './jmespath.js';
import type { Part, Plan } from './plan.js';
import type { BackoffStrategy, StepState, StoredPlan } from './run-record.js';
import { plannedId } from './scope.js';
import { whereOf, type RunFilter } from './run-filter.js';
import { startRun, type StartedRun, type TakenOver } from './start-run.js';

export interface ReplayChanges {
  /** Instead of those of the same names. */
  params?: Readonly<Record<string, Json>>;
  /** Fields of the event that are to be seen otherwise: `{payload: {...}}`. Tools that read the event themselves see it as it is. */
  event?: Readonly<Record<string, Json>>;
  /** Steps of earlier stages are not repeated: their outputs are taken over. */
  fromStep?: string;
  /** `agent:<id>`, `staff:<telegram id>`; null: nobody. */
  requestedBy: string | null;
}

/** At most so many runs are replayed by one filter. */
const MOST_REPLAYS = 1_000;

/**
 * Repeats a run by the plan that it had, marked as its replay. Throws `run.not_found`, and `run.no_such_step` when it
 * cannot begin at `fromStep`.
 */
export async function replayRun(work: Work, runId: string, changes: ReplayChanges): Promise<StartedRun> {
  const old = await work.tx.run.findUnique({ where: { id: runId }, include: { steps: true } });
  if (old === null) throw unknownRun(runId);
  const { event: editedBefore, ...plan } = old.plan as unknown as StoredPlan;
  const event = changes.event ?? editedBefore;
  const takenOver: TakenOver = {
    replayOf: old.id,
    steps: changes.fromStep === undefined ? [] : stepsBefore(old, plan, changes.fromStep),
    ...(event !== undefined && { event }),
  };
  const started = await startRun(work, { ...sameAs(old), plan, ...own(old, changes) }, takenOver);
  if (started === null) throw new BranchlineError('run.not_replayed', { retryable: true });
  return started;
}

/**
 * Replays the runs that a filter finds, oldest first, each in a transaction of its own: at most `limit`, never more
 * than 1,000. Replays themselves are left out.
 */
export async function replayRuns(
  workshop: Workshop,
  filter: RunFilter & { limit?: number },
  requestedBy: string | null,
): Promise<{ id: string; replayOf: string }[]> {
  const take = Math.min(filter.limit ?? MOST_REPLAYS, MOST_REPLAYS);
  const found = await workshop.transact(({ tx }) =>
    tx.run.findMany({
      where: { AND: [whereOf(filter), { cause: { not: 'replay' } }] },
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      select: { id: true },
      take,
    }),
  );
  const replayed: { id: string; replayOf: string }[] = [];
  for (const { id: replayOf } of found) {
    const { id } = await workshop.transact((work) => replayRun(work, replayOf, { requestedBy }));
    replayed.push({ id, replayOf });
  }
  return replayed;
}

function sameAs(old: Run): Omit<Parameters<typeof startRun>[1], 'plan' | 'cause'> {
  return {
    ...(old.route !== null && { route: old.route }),
    ...(old.taskId !== null && { taskId: old.taskId }),
    version: old.version,
    correlationId: old.correlationId,
    eventId: old.eventId,
    slotAt: old.slotAt,
    backoff: old.backoff as BackoffStrategy,
    priority: old.priority,
    concurrencyKey: old.concurrencyKey,
  };
}

function own(
  old: Run,
  { params, requestedBy }: ReplayChanges,
): { cause: 'replay'; params: Record<string, Json>; requestedBy: string | null } {
  return { cause: 'replay', params: { ...(old.params as Record<string, Json>), ...params }, requestedBy };
}

function stepsBefore(old: Run & { steps: RunStep[] }, plan: Plan, fromStep: string): TakenOver['steps'] {
  const id = plannedId(fromStep);
  const from = plan.stages.findIndex(({ steps }) => steps.some((step) => step.id === id));
  if (from < 0) throw noSuchStep(fromStep, 'the main part of the plan has no such step');
  const taken: TakenOver['steps'] = [];
  for (const [stage, { steps }] of plan.stages.slice(0, from + 1).entries())
    for (const planned of steps) {
      const record = old.steps.find(({ step }) => step === planned.id);
      const isTaken = record !== undefined && (hasEndedWell(record) || planned.onError === 'continue');
      if (planned.id === id) continue;
      if (isTaken && record.state !== 'cancelled') taken.push(taking(record));
      else if (stage < from)
        throw noSuchStep(fromStep, `the step ${planned.id} before it has not ended well, begin there`);
    }
  return taken;
}

function hasEndedWell({ state }: RunStep): boolean {
  return state === 'done' || state === 'skipped';
}

function taking(record: RunStep): TakenOver['steps'][number] {
  const { step, stage, uses, input, output } = record;
  return {
    ...{ step, stage, uses, input, output },
    part: record.part as Part,
    state: (record.state === 'skipped' ? 'skipped' : 'done') satisfies StepState,
    ...{ parent: null, item: null, isExpanded: false, error: null },
  };
}

function noSuchStep(step: string, why: string): BranchlineError {
  return new BranchlineError('run.no_such_step', {
    retryable: false,
    message: `the run cannot begin at ${step}: ${why}`,
    details: { step },
  });
}
