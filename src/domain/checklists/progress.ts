import { z } from 'zod';
import type { ChecklistDefinition, Step } from './definition.js';

const DamageMark = z.object({ zone: z.string(), comment: z.string().nullable() });
export type DamageMark = z.infer<typeof DamageMark>;

const Amount = z.object({ minor: z.number().int(), currency: z.string() });
/** Back to the client, or to be taken from them. */
const Way = z.enum(['back', 'take']);

/** What was answered at a step, by its type. */
export const AnswerValue = z.discriminatedUnion('type', [
  z.object({ type: z.literal('confirm') }),
  z.object({ type: z.literal('number'), value: z.number() }),
  z.object({ type: z.literal('choice'), option: z.string() }),
  z.object({ type: z.literal('photos') }),
  z.object({ type: z.literal('damage'), marks: z.array(DamageMark) }),
  z.object({ type: z.literal('text'), text: z.string() }),
  z.object({
    type: z.literal('money'),
    minor: z.number().int(),
    currency: z.string(),
    method: z.string().nullable(),
    /** Why nothing was taken; null when it was. */
    exception: z.string().nullable(),
    /** Whether it is what was suggested; absent when nothing was. */
    suggested: z.boolean().optional(),
  }),
  /** Above zero it went back to the client, below zero the client paid. */
  z.object({ type: z.literal('settlement'), amounts: z.array(Amount), method: z.string().nullable() }),
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
  z.object({ ask: z.literal('retake') }),
  z.object({ ask: z.literal('retake_slot'), slot: z.string() }),
  z.object({ ask: z.literal('damage_zone') }),
  z.object({ ask: z.literal('damage_photo'), zone: z.string() }),
  z.object({ ask: z.literal('damage_comment'), zone: z.string() }),
  z.object({ ask: z.literal('money_amount') }),
  z.object({ ask: z.literal('money_currency'), minor: z.number().int() }),
  z.object({ ask: z.literal('money_method'), minor: z.number().int(), currency: z.string() }),
  z.object({ ask: z.literal('settle_amount'), way: Way }),
  z.object({ ask: z.literal('settle_currency'), way: Way, minor: z.number().int() }),
  z.object({ ask: z.literal('settle_method'), amounts: z.array(Amount) }),
  z.object({ ask: z.literal('exception_reason') }),
  z.object({ ask: z.literal('colleague') }),
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
