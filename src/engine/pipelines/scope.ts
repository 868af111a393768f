import type { Json, Scope } from './jmespath.js';
import { stagesOf, stepsOf, type Part, type Plan, type PlanStep } from './plan.js';
import type { RunRecord, StepState } from './run-record.js';

/** A step with all that it is used with (sql/load-step.sql). */
export interface LoadedStep extends RunRecord {
  params: Json;
  slotAt: Date | null;
  startedAt: Date | null;
  /** By the database's clock. */
  now: Date;
  step: string;
  part: Part;
  stage: number;
  uses: string;
  parent: string | null;
  item: number | null;
  stepState: StepState;
  /** The item of the for-each's list. */
  itemValue: Json;
  event: Record<string, Json> | null;
  /** Of the steps that have ended, by their ids. */
  outputs: Record<string, Json>;
  /** What the run failed of; in the failure part only. */
  failure: { step: string; message: string } | null;
}

/** The step as the plan has it; undefined for a run whose plan does not fit its steps. */
export function plannedStep(loaded: LoadedStep): PlanStep | undefined {
  const id = loaded.parent ?? loaded.step;
  return stagesOf(loaded.plan, loaded.part)[loaded.stage]?.steps.find((step) => step.id === id);
}

/** The id that the plan has for a step, which for an item is that of its for-each. */
export function plannedId(step: string): string {
  return step.replace(/\[\d+\]$/, '');
}

/** How faults of a step begin: `notify (pipeline[3])`, for items `send[2] (pipeline[1])`. */
export function nameOfStep(plan: Plan, step: string): string {
  const id = plannedId(step);
  const planned = stepsOf(plan).find((one) => one.id === id);
  return planned === undefined ? step : `${step} (${planned.path})`;
}

/** What the step's expressions can name. Steps that were skipped, or failed and were let go, gave null. */
export function scopeOf(loaded: LoadedStep, planned: PlanStep): Scope {
  const { plan, event } = loaded;
  const given = plan.event === undefined ? event : { ...event, ...(plan.event as Record<string, Json>) };
  return {
    params: loaded.params,
    steps: savedOutputs(loaded),
    event: given,
    run: {
      id: loaded.id,
      task_id: loaded.taskId,
      cause: loaded.cause,
      slot_at: loaded.slotAt?.toISOString() ?? null,
      started_at: loaded.startedAt?.toISOString() ?? null,
    },
    now: loaded.now,
    ...(loaded.part === 'failure' && {
      error: loaded.failure ?? { step: null, message: loaded.error ?? 'the run failed' },
    }),
    ...(loaded.parent !== null &&
      planned.forEach !== null && { item: { name: planned.forEach.as, value: loaded.itemValue } }),
  };
}

function savedOutputs({ plan, outputs }: LoadedStep): Record<string, Json> {
  const saved: Record<string, Json> = {};
  for (const { id, saveAs } of stepsOf(plan)) {
    const output = outputs[id];
    if (saveAs === null || output === undefined) continue;
    // Of alternatives that are saved under one name, the one that was not skipped stands.
    if (output !== null || !Object.hasOwn(saved, saveAs)) saved[saveAs] = output;
  }
  return saved;
}
