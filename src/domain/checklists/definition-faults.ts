import { z } from 'zod';
import { languages, type Language, type Texts } from '../../platform/i18n/index.js';
import { ChecklistDefinition, isFinal, Step, type Condition } from './definition.js';
import type { ChecklistKind } from './kinds.js';
import { textKeysOf } from './texts.js';

/** A document that is a definition, or all that is wrong with it, each fault with its path. */
export type Read = { definition: ChecklistDefinition } | { faults: string[] };

const Outline = z.strictObject({
  ...ChecklistDefinition.shape,
  steps: z.array(z.looseObject({ id: z.unknown() })).min(1),
});

/**
 * Reads a definition. A step with a fault does not hide what is wrong with the others, nor the conditions that name
 * it; texts are looked for in every language.
 */
export function readDefinition(document: unknown, kind: ChecklistKind, texts: Texts): Read {
  const outline = Outline.safeParse(document);
  if (!outline.success) return { faults: outline.error.issues.map((issue) => faultAt([], issue)) };
  const read = outline.data.steps.map((step) => Step.safeParse(step));
  const steps = read.flatMap(({ data }, at) => (data === undefined ? [] : [{ step: data, at }]));
  const faults = [
    ...(outline.data.kind === kind ? [] : [`kind: is ${outline.data.kind}, the file is called ${kind}`]),
    ...read.flatMap(({ error }, at) =>
      (error?.issues ?? []).map((issue) => faultAt(['steps', String(at)], issue)),
    ),
    ...endFaults(read.map(({ data }) => data)),
    ...idFaults(outline.data.steps.map(({ id }) => id)),
    ...steps.flatMap(({ step, at }) => [...stepFaults(step, at), ...resultFaults(kind, step, at)]),
    ...steps.flatMap(({ step, at }) =>
      (step.when === undefined ? [] : [step.when].flat()).flatMap((condition) =>
        conditionFaults(
          condition,
          at,
          outline.data.steps.map(({ id }) => id),
          read[outline.data.steps.findIndex(({ id }) => id === condition.step)]?.data,
        ),
      ),
    ),
    ...languages.flatMap((language) => {
      const definition = {
        ...outline.data,
        kind,
        steps: steps.map(({ step }) => step),
      };
      return textFaults(definition, language, texts);
    }),
  ];
  return faults.length > 0 ? { faults } : { definition: ChecklistDefinition.parse(document) };
}

function faultAt(before: readonly string[], issue: z.core.$ZodIssue): string {
  return `${[...before, ...issue.path.map(String)].join('.') || 'the file'}: ${issue.message}`;
}

/** Undefined: a step that has a fault of its own. */
function endFaults(steps: readonly (Step | undefined)[]): string[] {
  const finals = steps.flatMap((step, at) => (step !== undefined && isFinal(step) ? [at] : []));
  const last = steps.length - 1;
  return [
    ...(finals.includes(last) || steps[last] === undefined
      ? []
      : [`steps.${last}: the last step must be a final confirm`]),
    ...finals.filter((at) => at !== last).map((at) => `steps.${at}: only the last step may be final`),
    ...(steps[last]?.when === undefined ? [] : [`steps.${last}.when: the end is always asked`]),
  ];
}

function idFaults(ids: readonly unknown[]): string[] {
  return ids.flatMap((id, at) =>
    ids.indexOf(id) < at ? [`steps.${at}.id: a step id is used twice: ${String(id)}`] : [],
  );
}

function stepFaults(step: Step, at: number): string[] {
  const path = `steps.${at}`;
  switch (step.type) {
    case 'number':
    case 'text':
      return step.min > step.max ? [`${path}: min is above max`] : [];
    case 'choice':
      return twice(`${path}.options`, step.options);
    case 'photos':
      return twice(`${path}.slots`, step.slots);
    case 'damage':
      return twice(`${path}.zones`, step.zones);
    case 'money':
      return [
        ...twice(`${path}.methods`, step.methods),
        ...twice(`${path}.currencies`, step.currencies ?? []),
        ...(step.none === true && step.exception !== undefined
          ? [`${path}: nothing is either an answer (none) or an exception`]
          : []),
      ];
    case 'settlement':
      return twice(`${path}.methods`, step.methods);
    case 'confirm':
      return [];
  }
}

/** By these names what a checklist establishes is read out of its answers; steps of other names are only kept. */
const results: Readonly<Record<ChecklistKind, Readonly<Record<string, Step['type']>>>> = {
  issue: { mileage: 'number', fuel: 'choice', damage: 'damage', deposit: 'money' },
  return: {
    mileage: 'number',
    fuel: 'choice',
    damage: 'damage',
    clean: 'choice',
    missing: 'text',
    settlement: 'settlement',
  },
  cash: { why: 'text' },
  trip: {
    purpose: 'choice',
    what: 'text',
    from: 'choice',
    'from-where': 'text',
    to: 'choice',
    'to-where': 'text',
    mileage: 'number',
    back: 'number',
  },
  maintenance: {
    reason: 'choice',
    note: 'text',
    mileage: 'number',
    fuel: 'choice',
    damage: 'damage',
    days: 'number',
  },
};

function resultFaults(kind: ChecklistKind, step: Step, at: number): string[] {
  const type = results[kind][step.id];
  return type === undefined || type === step.type ? [] : [`steps.${at}: ${step.id} is a ${type}`];
}

function twice(path: string, names: readonly string[]): string[] {
  return names
    .filter((name, at) => names.indexOf(name) < at)
    .map((name) => `${path}: ${name} is there twice`);
}

function conditionFaults(
  condition: Condition,
  at: number,
  ids: readonly unknown[],
  on: Step | undefined,
): string[] {
  const path = `steps.${at}.when`;
  const position = ids.indexOf(condition.step);
  if (position < 0) return [`${path}: there is no step ${condition.step}`];
  if (position >= at) return [`${path}: the step ${condition.step} does not come before this one`];
  const { is, more, less } = condition;
  if (is === undefined && more === undefined && less === undefined)
    return [`${path}: says nothing of the step ${condition.step} (is, more, less)`];
  if (on === undefined) return [];
  const words = [is ?? []].flat().filter((word) => !wordsOf(on).includes(word));
  const measured = on.type === 'number' || on.type === 'money' || on.type === 'damage';
  return [
    ...words.map((word) => `${path}.is: the step ${on.id} (${on.type}) is never ${word}`),
    ...((more !== undefined || less !== undefined) && !measured
      ? [`${path}: the step ${on.id} (${on.type}) is never more or less`]
      : []),
  ];
}

function wordsOf(step: Step): string[] {
  const own = step.type === 'choice' ? step.options : step.type === 'money' ? ['different'] : [];
  return ['answered', 'skipped', ...own];
}

function textFaults(definition: ChecklistDefinition, language: Language, texts: Texts): string[] {
  const own = definition.texts?.[language] ?? {};
  const t = texts.in(language);
  const missing = textKeysOf(definition).filter((key) => own[key] === undefined && t(key) === key);
  return missing.map((key) => `there is no text ${key} in ${language}`);
}
