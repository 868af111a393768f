import { loadDefinition } from './definition.js';
import type { Progress } from './progress.js';
import { applyInput, type Facts, type Input, type Outcome } from './rules.js';

export const definition = loadDefinition('issue');
export const stepIds = definition.steps.map((step) => step.id);
export const facts: Facts = { carMileage: 50_000, bookingDeposit: 20_000, currency: 'GEL' };

export const press = (verb: string, argument = ''): Input => ({ type: 'press', verb, argument });
export const say = (text: string): Input => ({ type: 'text', text });
export const photo: Input = { type: 'photo' };
export const photos = (count: number): Input[] => Array.from({ length: count }, () => photo);

/** What somebody does at each step to get by it without anything special. */
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

export function begin(): Progress {
  return { definition, step: 'documents', prompt: null, answers: {}, photos: [], exception: null };
}

/** Where somebody stands who walked the usual way up to `step`. */
export function at(step: string): Progress {
  return after(begin(), ...usualAt(...stepIds.slice(0, stepIds.indexOf(step))));
}

/** Where somebody stands after these inputs; each has to move them. */
export function after(progress: Progress, ...inputs: Input[]): Progress {
  return inputs.reduce((stands, input) => moved(applyInput(stands, input, facts)).progress, progress);
}

export function moved(outcome: Outcome): Extract<Outcome, { type: 'moved' }> {
  if (outcome.type !== 'moved') throw new Error(`expected a move, got ${JSON.stringify(outcome)}`);
  return outcome;
}

/** The key of what the person is told instead of a move. */
export function refusal(progress: Progress, input: Input): string {
  const outcome = applyInput(progress, input, facts);
  return outcome.type === 'refused' ? outcome.notice.key : outcome.type;
}
