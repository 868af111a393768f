import type { Plan, PlanStep } from './plan.js';
import type { Group, PipelineSource, Step, Steps } from './language.js';
import { pathOf, type Fault } from './faults.js';
import { onlyExpression } from './template.js';

/** A step of a plan together with where its parts stand in the source. */
export interface DraftStep {
  step: PlanStep;
  inputPath: string;
  conditions: readonly { text: string; path: string }[];
}

export interface DraftStage {
  steps: readonly DraftStep[];
  atOnce: number | null;
}

export interface Draft {
  params: PipelineSource['params'];
  main: readonly DraftStage[];
  failures: number;
  failure: readonly DraftStage[];
  recovery: readonly DraftStage[];
  timeoutSeconds: number | null;
}

const ASK = 'telegram.ask';

/** Makes stages of what was written, fills in what was left out and tells what contradicts itself. */
export function draftOf(source: PipelineSource): { draft: Draft; faults: Fault[] } {
  const faults: Fault[] = [];
  const told = source.on_failure;
  const onFailure = Array.isArray(told) ? { after: 1, steps: told } : told;
  const failurePath = Array.isArray(told) ? 'on_failure' : 'on_failure.steps';
  const draft: Draft = {
    params: source.params,
    main: stagesOf(source.pipeline, 'pipeline', faults),
    failures: onFailure?.after ?? 1,
    failure: stagesOf(onFailure?.steps ?? [], failurePath, faults),
    recovery: stagesOf(source.on_recovery ?? [], 'on_recovery', faults),
    timeoutSeconds: source.timeout_seconds ?? null,
  };
  return { draft, faults };
}

export function planOf(draft: Draft): Plan {
  const stages = (drafts: readonly DraftStage[]): Plan['stages'] =>
    drafts.map(({ steps, atOnce }) => ({ steps: steps.map(({ step }) => step), atOnce }));
  return {
    params: draft.params,
    stages: stages(draft.main),
    onFailure: { failures: draft.failures, stages: stages(draft.failure) },
    onRecovery: stages(draft.recovery),
    timeoutSeconds: draft.timeoutSeconds,
  };
}

function stagesOf(items: Steps, base: string, faults: Fault[]): DraftStage[] {
  return items.map((item, index): DraftStage => {
    const path = pathOf(base, [index]);
    if (!isGroup(item)) return { steps: [draftStep(item, path, [], faults)], atOnce: null };
    const conditions = item.if === undefined ? [] : [{ text: bare(item.if), path: `${path}.if` }];
    const steps = item.parallel.map((step, member) =>
      draftStep(step, pathOf(`${path}.parallel`, [member]), conditions, faults),
    );
    return { steps, atOnce: item.concurrency ?? null };
  });
}

function isGroup(item: Group | Step): item is Group {
  return 'parallel' in item;
}

function draftStep(source: Step, path: string, ofGroup: DraftStep['conditions'], faults: Fault[]): DraftStep {
  faults.push(...contradictions(source, path));
  const own = source.if === undefined ? [] : [{ text: bare(source.if), path: `${path}.if` }];
  const conditions = [...ofGroup, ...own];
  const step: PlanStep = {
    id: source.id,
    path,
    uses: source.approval === undefined ? (source.uses ?? '') : ASK,
    with: source.approval ?? source.with ?? {},
    if: conditionOf(conditions.map(({ text }) => text)),
    saveAs: source.save_as ?? null,
    timeoutSeconds: source.timeout_seconds,
    maxRetries: source.max_retries ?? null,
    onError: source.on_error,
    forEach:
      source.for_each === undefined
        ? null
        : { list: bare(source.for_each), as: source.item ?? 'item', atOnce: source.concurrency ?? 5 },
  };
  return { step, inputPath: `${path}.${source.approval === undefined ? 'with' : 'approval'}`, conditions };
}

function contradictions(step: Step, path: string): Fault[] {
  const faults: Fault[] = [];
  if (step.approval === undefined && step.uses === undefined) {
    faults.push({
      path: `${path}.uses`,
      message: 'a step needs `uses` with the name of a tool, or `approval`',
    });
  }
  if (step.approval !== undefined) {
    for (const key of ['uses', 'with'] as const) {
      if (step[key] !== undefined)
        faults.push({ path: `${path}.${key}`, message: `\`${key}\` cannot stand beside \`approval\`` });
    }
  }
  if (step.for_each === undefined) {
    for (const key of ['item', 'concurrency'] as const) {
      if (step[key] !== undefined)
        faults.push({ path: `${path}.${key}`, message: `\`${key}\` has a meaning only beside \`for_each\`` });
    }
  }
  return faults;
}

function conditionOf(texts: readonly string[]): string | null {
  const [first, ...others] = texts;
  if (first === undefined) return null;
  return others.length === 0 ? first : texts.map((text) => `(${text})`).join(' && ');
}

/** Where only an expression can stand, `${...}` around it changes nothing. */
function bare(text: string): string {
  const trimmed = text.trim();
  return trimmed.startsWith('${') && trimmed.endsWith('}') ? (wrapped(trimmed) ?? trimmed) : trimmed;
}

function wrapped(text: string): string | null {
  try {
    return onlyExpression(text);
  } catch {
    // Told as a fault of the expression, which this is not either.
    return null;
  }
}
