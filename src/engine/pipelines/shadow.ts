import { errorMessage } from '../../kernel/errors.js';
import { evaluateList, holds, readsVariable, type Json, type Scope } from './jmespath.js';
import type { Plan, PlanStep } from './plan.js';
import { renderTemplate } from './template.js';

/** What a step would have done. `open`: that depends on what another step, which was withheld, would have given. */
export interface ShadowStep {
  step: string;
  uses: string;
  state: 'done' | 'skipped' | 'failed' | 'withheld' | 'open';
  input?: Json;
  output?: Json;
  error?: string;
}

/** Gives a tool's output without changing anything; null: that cannot be had, the step is withheld. */
export type ShadowUse = (uses: string, input: Json) => Promise<{ output: Json } | null>;

export interface ShadowScope {
  event: Json;
  run: Json;
  /** The time at which it is supposed to happen. */
  now: Date;
}

/**
 * Goes through the main part of a plan as a run would, one step after the other, and stores nothing: no run, no job, no
 * effect. Ends where a run would fail.
 */
export async function shadowRun(plan: Plan, about: ShadowScope, use: ShadowUse): Promise<ShadowStep[]> {
  const saved: Record<string, Json> = {};
  const told: ShadowStep[] = [];
  for (const { steps } of plan.stages) {
    const results = [];
    for (const step of steps) results.push(await goThrough(step, scopeWith(plan, about, saved), use));
    for (const [index, result] of results.entries()) {
      const saveAs = steps[index]?.saveAs;
      told.push(...result.told);
      if (saveAs !== undefined && saveAs !== null && result.output !== undefined)
        saved[saveAs] = result.output;
    }
    const isOver = results.some(
      ({ told: one }, index) =>
        steps[index]?.onError === 'fail' && one.some(({ state }) => state === 'failed'),
    );
    if (isOver) break;
  }
  return told;
}

/** `output` is undefined when nobody knows what it would have been. */
interface Gone {
  told: ShadowStep[];
  output?: Json;
}

async function goThrough(step: PlanStep, scope: Scope, use: ShadowUse): Promise<Gone> {
  const { id, uses, forEach } = step;
  try {
    const asksItem = forEach !== null && step.if !== null && readsVariable(step.if, forEach.as);
    if (step.if !== null && !asksItem && !holds(step.if, scope))
      return { told: [{ step: id, uses, state: 'skipped' }], output: null };
    if (forEach === null) return await useOnce(step, id, scope, use);
    const told: ShadowStep[] = [];
    const outputs: Json[] = [];
    let isKnown = true;
    for (const [index, value] of evaluateList(forEach.list, scope).entries()) {
      const ofItem = { ...scope, item: { name: forEach.as, value } };
      if (asksItem && step.if !== null && !holds(step.if, ofItem)) {
        told.push({ step: `${id}[${index}]`, uses, state: 'skipped' });
        outputs.push(null);
        continue;
      }
      const one = await useOnce(step, `${id}[${index}]`, ofItem, use);
      told.push(...one.told);
      if (one.output === undefined) isKnown = false;
      else outputs.push(one.output);
    }
    return isKnown ? { told, output: outputs } : { told };
  } catch (error) {
    return { told: [{ step: id, uses, state: 'open', error: errorMessage(error) }] };
  }
}

async function useOnce(step: PlanStep, name: string, scope: Scope, use: ShadowUse): Promise<Gone> {
  const { uses } = step;
  const input = renderTemplate(step.with, scope);
  try {
    const used = await use(uses, input);
    if (used === null) return { told: [{ step: name, uses, state: 'withheld', input }] };
    return { told: [{ step: name, uses, state: 'done', input, output: used.output }], output: used.output };
  } catch (error) {
    const told: ShadowStep = { step: name, uses, state: 'failed', input, error: errorMessage(error) };
    return step.onError === 'continue' ? { told: [told], output: null } : { told: [told] };
  }
}

function scopeWith(plan: Plan, { event, run, now }: ShadowScope, steps: Record<string, Json>): Scope {
  return { params: plan.params, steps, event, run, now };
}
