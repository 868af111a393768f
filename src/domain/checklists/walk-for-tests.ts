import { join } from 'node:path';
import { loadTexts } from '../../platform/i18n/index.js';
import { packageRoot } from '../../platform/package-root.js';
import { visibleSteps } from './conditions.js';
import type { ChecklistDefinition } from './definition.js';
import { loadDefinitions } from './definitions.js';
import type { Facts } from './facts.js';
import type { ChecklistKind } from './kinds.js';
import type { Input, Moved, Outcome } from './outcome.js';
import type { Progress } from './progress.js';
import { applyInput } from './rules.js';

export const texts = loadTexts(join(packageRoot, 'locales'));
const shipped = loadDefinitions({ branches: ['tbilisi'], texts });

export function definitionOf(kind: ChecklistKind): ChecklistDefinition {
  return shipped.of(kind, 'tbilisi');
}

export const definition = definitionOf('issue');
export const stepIds = definition.steps.map((step) => step.id);
export const facts: Facts = {
  currency: 'GEL',
  numbers: { 'car.mileage': 50_000, 'issue.mileage': 50_000 },
  amounts: {
    'booking.deposit': [{ minor: 20_000, currency: 'GEL' }],
    'cash.expected': [
      { minor: 30_000, currency: 'GEL' },
      { minor: 10_000, currency: 'USD' },
    ],
  },
  options: { 'issue.fuel': 'e8', 'car.fuel': 'e4' },
};

export const press = (verb: string, argument = ''): Input => ({ type: 'press', verb, argument });
export const say = (text: string): Input => ({ type: 'text', text });
export const photo: Input = { type: 'photo' };
export const photos = (count: number): Input[] => Array.from({ length: count }, () => photo);

/** What somebody does at each step of an issue to get by it without anything special. */
const usual: Readonly<Record<string, Input[]>> = {
  documents: [press('ok')],
  mileage: [say('50123')],
  dashboard: [photo],
  fuel: [press('pick', 'e8')],
  outside: photos(8),
  inside: photos(2),
  damage: [press('ok')],
  equipment: [press('ok')],
  deposit: [press('ok'), press('method', 'cash')],
  confirm: [press('ok')],
};

export function usualAt(...steps: string[]): Input[] {
  return steps.flatMap((step) => usual[step] ?? []);
}

export function beginOf(of: ChecklistDefinition): Progress {
  const step = of.steps[0]?.id ?? '';
  return { definition: of, step, prompt: null, answers: {}, photos: [], exception: null };
}

export function begin(): Progress {
  return beginOf(definition);
}

/** Where somebody stands who walked the usual way up to `step`. */
export function at(step: string): Progress {
  return after(begin(), ...usualAt(...stepIds.slice(0, stepIds.indexOf(step))));
}

/** Where somebody stands after these inputs; each has to move them. */
export function after(progress: Progress, ...inputs: Input[]): Progress {
  return inputs.reduce((stands, input) => moved(applyInput(stands, input, facts)).progress, progress);
}

export function visibleIds(progress: Progress): string[] {
  return visibleSteps(progress).map(({ id }) => id);
}

export function moved(outcome: Outcome): Moved {
  if (outcome.type !== 'moved') throw new Error(`expected a move, got ${JSON.stringify(outcome)}`);
  return outcome;
}

/** The key of what the person is told instead of a move. */
export function refusal(progress: Progress, input: Input): string {
  const outcome = applyInput(progress, input, facts);
  return outcome.type === 'refused' ? outcome.notice.key : outcome.type;
}
