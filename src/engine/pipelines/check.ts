import type { Draft, DraftStage, DraftStep } from './draft.js';
import { expressionFaultAt, pathOf, type Fault } from './faults.js';
import { inputFaults, openTexts } from './input-check.js';
import { parseExpression, type Expression, type Json } from './jmespath.js';
import { didYouMean } from './nearest.js';
import type { Part } from './plan.js';
import { partsOfText } from './template.js';
import type { AnyTool } from './tool.js';
import { SavedOutputs, variableFault, ROOTS, type Reader } from './variables.js';

/** Everything in a pipeline that cannot work, found without running it. */
export function checkDraft(draft: Draft, tools: ReadonlyMap<string, AnyTool>): Fault[] {
  const parts: [Part, readonly DraftStage[]][] = [
    ['main', draft.main],
    ['failure', draft.failure],
    ['recovery', draft.recovery],
  ];
  const outputs = new SavedOutputs();
  const places = parts.flatMap(([part, stages]) =>
    stages.flatMap(({ steps }, stage) => steps.map((of) => ({ of, part, stage }))),
  );
  for (const { of, part, stage } of places) outputs.add(of.step, part, stage);

  const faults: Fault[] = [];
  const ids = new Map<string, string>();
  for (const { of, part, stage } of places) {
    const { step } = of;
    const first = ids.get(step.id);
    if (first === undefined) ids.set(step.id, step.path);
    else
      faults.push({
        path: `${step.path}.id`,
        message: `the id \`${step.id}\` is used twice, first at ${first}`,
      });
    const beside = outputs.savedBeside(step, part, stage);
    if (beside !== undefined) {
      const message = `step \`${beside}\` beside it saves its output under the same name`;
      faults.push({ path: `${step.path}.save_as`, message });
    }
    const reader: Reader = { stepId: step.id, part, stage, item: null, params: draft.params, outputs };
    faults.push(...stepFaults(of, reader, tools));
  }
  return faults;
}

function stepFaults(of: DraftStep, reader: Reader, tools: ReadonlyMap<string, AnyTool>): Fault[] {
  const { step, inputPath } = of;
  const faults: Fault[] = [];
  let inside = reader;
  if (step.forEach !== null) {
    faults.push(...expressionFaults(step.forEach.list, `${step.path}.for_each`, reader));
    if (ROOTS.has(step.forEach.as)) {
      faults.push({
        path: `${step.path}.item`,
        message: `\`${step.forEach.as}\` is the name of something else`,
      });
    }
    inside = { ...reader, item: step.forEach.as };
  }
  // A condition that names the item is asked for each of them.
  for (const { text, path } of of.conditions) faults.push(...expressionFaults(text, path, inside));
  const inTemplates = templateFaults(step.with, inputPath, inside);
  faults.push(...inTemplates);

  // That there is no `uses` has been told.
  if (step.uses === '') return faults;
  const tool = tools.get(step.uses);
  if (tool === undefined) {
    const path = inputPath.endsWith('.approval') ? inputPath : `${step.path}.uses`;
    const message = `there is no tool \`${step.uses}\`${didYouMean(step.uses, tools.keys())}`;
    return [...faults, { path, message }];
  }
  if (inTemplates.length > 0) return faults;
  const { input, open } = openTexts(step.with);
  return [...faults, ...inputFaults(tool.input, input, open, inputPath)];
}

function templateFaults(value: Json, path: string, reader: Reader): Fault[] {
  if (typeof value === 'string') {
    return withFaults(path, () =>
      partsOfText(value).flatMap((part) =>
        'text' in part ? [] : expressionFaults(part.expression, path, reader),
      ),
    );
  }
  if (value === null || typeof value !== 'object') return [];
  if (Array.isArray(value))
    return value.flatMap((item, index) => templateFaults(item, pathOf(path, [index]), reader));
  return Object.entries(value).flatMap(([key, item]) => {
    const at = pathOf(path, [key]);
    const inKey = key.includes('${') ? [{ path: at, message: 'a key cannot have `${...}` in it' }] : [];
    return [...inKey, ...templateFaults(item, at, reader)];
  });
}

function expressionFaults(text: string, path: string, reader: Reader): Fault[] {
  return withFaults(path, () => {
    const expression: Expression = parseExpression(text);
    const messages = expression.references.flatMap(
      (reference) => variableFault(reference, expression, reader) ?? [],
    );
    return [...new Set(messages)].map((message) => ({ path, message: `\`${text}\`: ${message}` }));
  });
}

function withFaults(path: string, look: () => Fault[]): Fault[] {
  try {
    return look();
  } catch (error) {
    return [expressionFaultAt(path, error)];
  }
}
