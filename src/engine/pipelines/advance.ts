import { stagesOf, type Part, type Plan, type PlanStep, type Stage } from './plan.js';
import type { StepRecord, StepState } from './run-record.js';

/** A step that is to get a record: `running` with a job, or `pending` until there is a place for it. */
export interface StepStart {
  step: string;
  part: Part;
  stage: number;
  uses: string;
  parent: string | null;
  item: number | null;
  state: 'running' | 'pending';
  /** All attempts that it has. */
  maxAttempts: number;
}

/** What is next in a run. */
export type Move =
  /** Something is under way, and nothing can be started beside it. */
  | { do: 'wait' }
  | { do: 'start'; steps: StepStart[] }
  /** The items of a for-each are over. */
  | { do: 'gather'; step: string; state: 'done' | 'failed' | 'cancelled'; error: string | null }
  /** A part of the plan is over; `failure`: what it failed of. */
  | { do: 'end'; part: Part; failure: { step: string; message: string } | null };

/** A route says nothing of retries: so many times a step is tried again. */
export const ROUTE_RETRIES = 5;

const UNDER_WAY: readonly StepState[] = ['running', 'waiting'];

/** Which part of its plan a run is in: the last that has begun. */
export function partOf(steps: readonly StepRecord[]): Part {
  const begun = (part: Part): boolean => steps.some((step) => step.part === part);
  if (begun('recovery')) return 'recovery';
  return begun('failure') ? 'failure' : 'main';
}

/** Decides what is next in `part` of a run whose steps stand like this. Changes nothing. */
export function advance(plan: Plan, part: Part, steps: readonly StepRecord[]): Move {
  const stages = stagesOf(plan, part);
  const records = steps.filter((step) => step.part === part);
  const current = Math.max(-1, ...records.map((step) => step.stage));
  const stage = stages[current];
  if (stage !== undefined) {
    const move = advanceStage(stage, { part, index: current }, records);
    if (move !== null) return move;
  }
  const next = stages[current + 1];
  if (next === undefined) return { do: 'end', part, failure: null };
  return { do: 'start', steps: startOfStage(next, part, current + 1, []) };
}

/** Null: all of the stage has ended, and the next may begin. */
function advanceStage(
  stage: Stage,
  at: { part: Part; index: number },
  records: readonly StepRecord[],
): Move | null {
  const ofStage = records.filter((step) => step.stage === at.index);
  const top = ofStage.filter((step) => step.parent === null);
  const failed = failedOf(stage, top);
  const starts: StepStart[] = [];
  for (const planned of stage.steps.filter(({ forEach }) => forEach !== null)) {
    const parent = top.find(({ step }) => step === planned.id);
    if (parent?.state !== 'running' || !parent.isExpanded) continue;
    const items = ofStage.filter((step) => step.parent === planned.id);
    const move = advanceItems(planned, at, items, failed !== undefined);
    if (move === null) continue;
    if (move.do === 'gather') return move;
    starts.push(...move.steps);
  }
  if (failed !== undefined) {
    // Those that are under way end first: what they have done is known then.
    if (top.some(({ state }) => UNDER_WAY.includes(state))) return { do: 'wait' };
    return {
      do: 'end',
      part: at.part,
      failure: { step: failed.step, message: failed.error ?? 'it failed' },
    };
  }
  starts.push(...startOfStage(stage, at.part, at.index, top).filter(isNews(top)));
  if (starts.length > 0) return { do: 'start', steps: starts };
  return top.some(({ state }) => state === 'pending' || UNDER_WAY.includes(state)) ? { do: 'wait' } : null;
}

function failedOf(stage: Stage, top: readonly StepRecord[]): StepRecord | undefined {
  return top.find(
    ({ step, state }) =>
      state === 'failed' && stage.steps.find(({ id }) => id === step)?.onError !== 'continue',
  );
}

/** Null: its items are under way, as many as may be. */
function advanceItems(
  planned: PlanStep,
  at: { part: Part; index: number },
  items: readonly StepRecord[],
  isStopping: boolean,
): Extract<Move, { do: 'start' | 'gather' }> | null {
  const underWay = items.filter(({ state }) => UNDER_WAY.includes(state)).length;
  const pending = items.filter(({ state }) => state === 'pending').sort(byItem);
  const failed = items.filter(({ state }) => state === 'failed').sort(byItem);
  const [first] = failed;
  if (first !== undefined && planned.onError === 'fail') {
    if (underWay > 0) return null;
    return { do: 'gather', step: planned.id, state: 'failed', error: first.error };
  }
  if (isStopping && pending.length > 0)
    return underWay > 0 ? null : { do: 'gather', step: planned.id, state: 'cancelled', error: null };
  if (underWay === 0 && pending.length === 0)
    return { do: 'gather', step: planned.id, state: 'done', error: first?.error ?? null };
  const places = Math.max(0, (planned.forEach?.atOnce ?? 1) - underWay);
  const starting = pending.slice(0, places);
  if (starting.length === 0) return null;
  return {
    do: 'start',
    steps: starting.map((item) => ({
      ...startOf(planned, at.part, at.index, 'running'),
      step: item.step,
      parent: item.parent,
      item: item.item,
    })),
  };
}

/** The steps of a stage that can be started beside those that were, and the others as pending. */
function startOfStage(stage: Stage, part: Part, index: number, known: readonly StepRecord[]): StepStart[] {
  const underWay = known.filter(({ state }) => UNDER_WAY.includes(state)).length;
  let places = (stage.atOnce ?? Number.POSITIVE_INFINITY) - underWay;
  return stage.steps
    .filter(({ id }) => known.every(({ step, state }) => step !== id || state === 'pending'))
    .map((step) => startOf(step, part, index, places-- > 0 ? 'running' : 'pending'));
}

/** What is pending already needs no second record. */
function isNews(known: readonly StepRecord[]): (start: StepStart) => boolean {
  return (start) => start.state === 'running' || known.every(({ step }) => step !== start.step);
}

export function startOf(step: PlanStep, part: Part, stage: number, state: StepStart['state']): StepStart {
  const maxAttempts = (step.maxRetries ?? ROUTE_RETRIES) + 1;
  return { step: step.id, part, stage, uses: step.uses, parent: null, item: null, state, maxAttempts };
}

function byItem(a: StepRecord, b: StepRecord): number {
  return (a.item ?? 0) - (b.item ?? 0);
}
