import { z } from 'zod';
import type { ChecklistDefinition, Step } from './definition.js';

const DamageMark = z.object({ zone: z.string(), comment: z.string().nullable() });
export type DamageMark = z.infer<typeof DamageMark>;

/** What was answered at a step, by its type. */
export const AnswerValue = z.discriminatedUnion('type', [
  z.object({ type: z.literal('confirm') }),
  z.object({ type: z.literal('number'), value: z.number() }),
  z.object({ type: z.literal('choice'), option: z.string() }),
  z.object({ type: z.literal('photos') }),
  z.object({ type: z.literal('damage'), marks: z.array(DamageMark) }),
  z.object({
    type: z.literal('money'),
    minor: z.number().int(),
    currency: z.string(),
    method: z.string().nullable(),
    /** Why nothing was taken; null when it was. */
    exception: z.string().nullable(),
  }),
]);
export type AnswerValue = z.infer<typeof AnswerValue>;

export interface Answer {
  value: AnswerValue | null;
  /** Why the step was skipped; null when it was not. */
  skipped: string | null;
}

/** What the current step waits for beyond its first question. */
export const Prompt = z.discriminatedUnion('ask', [
  z.object({ ask: z.literal('skip_reason') }),
  z.object({ ask: z.literal('sure'), value: z.number() }),
  z.object({ ask: z.literal('damage_zone') }),
  z.object({ ask: z.literal('damage_photo'), zone: z.string() }),
  z.object({ ask: z.literal('damage_comment'), zone: z.string() }),
  z.object({ ask: z.literal('money_amount') }),
  z.object({ ask: z.literal('money_method'), minor: z.number().int(), currency: z.string() }),
  z.object({ ask: z.literal('exception_reason') }),
  z.object({ ask: z.literal('cancel') }),
]);
export type Prompt = z.infer<typeof Prompt>;

/** Where somebody stands in a checklist: all that the rules need to know, and nothing else. */
export interface Progress {
  definition: ChecklistDefinition;
  /** Id of the current step. */
  step: string;
  prompt: Prompt | null;
  answers: Readonly<Record<string, Answer>>;
  /** Photos that count, by step and slot; a damage mark's slot is `mark-<n>`. */
  photos: readonly { step: string; slot: string }[];
  /** Whether an exception has been decided: null when there is none. */
  exception: 'pending' | 'approved' | 'rejected' | null;
}

export function currentStep({ definition, step }: Progress): Step {
  const found = definition.steps.find((one) => one.id === step) ?? definition.steps[0];
  if (found === undefined) throw new Error('a definition has at least one step');
  return found;
}

/** Slots of the step that have no photo yet, in order. */
export function openSlots(progress: Progress, step: Step): string[] {
  if (step.type !== 'photos') return [];
  const taken = new Set(progress.photos.filter((photo) => photo.step === step.id).map((photo) => photo.slot));
  return step.slots.filter((slot) => !taken.has(slot));
}

/** What is absent at the end: skipped steps and empty slots, as `step` or `step/slot`. */
export function missingParts(progress: Progress): string[] {
  return progress.definition.steps.flatMap((step) => {
    const answer = progress.answers[step.id];
    const skipped = answer?.skipped !== null && answer?.skipped !== undefined;
    if (step.type === 'photos') return openSlots(progress, step).map((slot) => `${step.id}/${slot}`);
    return skipped ? [step.id] : [];
  });
}
