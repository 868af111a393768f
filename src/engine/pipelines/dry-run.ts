import { Assumptions, type Assumed } from './assumptions.js';
import { readPipeline } from './compile.js';
import type { DraftStep } from './draft.js';
import { expressionFaultAt, pathOf, type Fault } from './faults.js';
import { inputFaults, openTexts, type OpenText } from './input-check.js';
import { evaluateList, holds, readsVariable, type Json, type Scope } from './jmespath.js';
import { mapTexts } from './map-texts.js';
import { partsOfText, renderTemplate } from './template.js';
import type { AnyTool } from './tool.js';

export interface DryStep {
  id: string;
  uses: string;
  /** Whether its condition holds; true without one, null when that is open. */
  if: boolean | null;
  skipped: boolean;
  /** The input, with the expressions that are open left in it; of a for-each that of its first item. */
  with: Json;
  /** How many items a for-each has; null when that is open. */
  items?: number | null;
  /** The expressions that are open: they read what is not assumed. */
  unresolved?: string[];
}

export interface DryRun {
  valid: boolean;
  faults: Fault[];
  steps: DryStep[];
}

/**
 * Tells what the steps of a pipeline would be given, without using any tool. Takes what `compilePipeline` takes; all
 * faults are in the answer. The steps of `on_failure` and `on_recovery` are checked, not told.
 */
export function dryRun(source: unknown, tools: ReadonlyMap<string, AnyTool>, assumed: Assumed): DryRun {
  const read = readPipeline(source, tools);
  if ('faults' in read) return { valid: false, faults: read.faults, steps: [] };
  const faults: Fault[] = [];
  const known = new Assumptions(read.draft.params, assumed);
  const steps = read.draft.main.flatMap((stage) => {
    const told = stage.steps.map((of) => tellStep(of, { known, tools, faults }));
    stage.steps.forEach(({ step }, index) => {
      if (told[index]?.skipped === true) known.skip(step.saveAs);
    });
    return told;
  });
  return { valid: faults.length === 0, faults, steps };
}

interface Telling {
  known: Assumptions;
  tools: ReadonlyMap<string, AnyTool>;
  faults: Fault[];
}

function tellStep({ step, inputPath }: DraftStep, telling: Telling): DryStep {
  const { id, uses } = step;
  const { known, faults, tools } = telling;
  const open = new Set<string>();
  const as = step.forEach?.as ?? '';
  const asksItem = step.if !== null && step.forEach !== null && readsVariable(step.if, as);

  let condition = asksItem ? true : holdsFor(undefined);
  // What is skipped may read what its condition has just found missing.
  if (condition === false) return { id, uses, if: false, skipped: true, with: step.with };

  const list = step.forEach === null ? [] : value(step.forEach.list, `${step.path}.for_each`, evaluateList);
  let item = list?.[0] === undefined ? undefined : { name: as, value: list[0] };
  if (asksItem && list === null) condition = null;
  if (asksItem && item !== undefined) {
    for (const candidate of list ?? []) {
      item = { name: as, value: candidate };
      condition = holdsFor(item);
      if (condition !== false) break;
    }
  }
  const items = step.forEach !== null && { items: list?.length ?? null };
  if (condition === false) return { id, uses, if: false, skipped: true, with: step.with, ...items };

  const input = renderInput(step.with, inputPath, telling, item, item === undefined ? as : undefined);
  for (const expression of input.expressions) open.add(expression);
  const schema = tools.get(uses)?.input;
  if (schema !== undefined) faults.push(...inputFaults(schema, input.rendered, input.open, inputPath));
  const unresolved = open.size > 0 && { unresolved: [...open] };
  return { id, uses, if: condition, skipped: false, with: input.rendered, ...items, ...unresolved };

  function holdsFor(of: Scope['item']): boolean | null {
    return step.if === null ? true : value(step.if, `${step.path}.if`, holds, of);
  }

  /** Null: it is open, or a fault. */
  function value<Value>(
    text: string,
    path: string,
    evaluate: (text: string, scope: Scope) => Value,
    of?: Scope['item'],
  ): Value | null {
    if (known.isOpen(text)) {
      open.add(`\${${text}}`);
      return null;
    }
    try {
      return evaluate(text, known.scope(of));
    } catch (error) {
      faults.push(expressionFaultAt(path, error));
      return null;
    }
  }
}

interface RenderedInput {
  rendered: Json;
  open: OpenText[];
  expressions: string[];
}

/** The input as far as it is known. What is open, or cannot be had, stays as it is written. */
function renderInput(
  input: Json,
  inputPath: string,
  { known, faults }: Telling,
  item: Scope['item'],
  openItem: string | undefined,
): RenderedInput {
  const open: OpenText[] = [];
  const expressions: string[] = [];
  return { rendered: mapTexts(input, renderText), open, expressions };

  function renderText(text: string, path: readonly PropertyKey[]): Json {
    const unknown = partsOfText(text)
      .flatMap((part) => ('text' in part ? [] : [part.expression]))
      .filter((expression) => known.isOpen(expression, openItem));
    if (unknown.length === 0) {
      try {
        return renderTemplate(text, known.scope(item));
      } catch (error) {
        faults.push(expressionFaultAt(pathOf(inputPath, path), error));
      }
    }
    expressions.push(...unknown.map((expression) => `\${${expression}}`));
    open.push(...openTexts(text).open.map(({ isText }) => ({ path, isText })));
    return text;
  }
}
