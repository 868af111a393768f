import { z } from 'zod';
import { checklistKinds } from './kinds.js';

/** Names within a definition go into buttons and into keys of texts: short and plain. */
const name = z.string().regex(/^[a-z][a-z0-9-]{0,13}$/);
const currency = z.string().regex(/^[A-Z]{3}$/);

/**
 * When a step is asked at all: by how an earlier one was answered. `is`: an option of a choice, or `answered`,
 * `skipped`, `different` (an amount other than the suggested one); `more` and `less`: a number, an amount in major units,
 * or how many marks of damage there are.
 */
const Condition = z.strictObject({
  step: name,
  is: z.union([name, z.array(name).min(1)]).optional(),
  more: z.number().optional(),
  less: z.number().optional(),
});
export type Condition = z.infer<typeof Condition>;

/** Several conditions: one of them is enough. */
const step = { id: name, when: z.union([Condition, z.array(Condition).min(1)]).optional() };

/** Facts by the names under which definitions call for them. */
const NumberFact = z.enum(['car.mileage', 'issue.mileage']);
const AmountFact = z.enum(['booking.deposit', 'cash.expected', 'return.settlement']);
const OptionFact = z.enum(['car.fuel', 'issue.fuel']);
export type NumberFact = z.infer<typeof NumberFact>;
export type AmountFact = z.infer<typeof AmountFact>;
export type OptionFact = z.infer<typeof OptionFact>;

export const Step = z.discriminatedUnion('type', [
  /** Said in one tap to be in order. `final` ends the checklist and cannot be skipped. */
  z.strictObject({ ...step, type: z.literal('confirm'), final: z.literal(true).optional() }),
  /**
   * A whole number. With `compare`, one below the known value, or above it by more than `jump`, is asked twice.
   */
  z.strictObject({
    ...step,
    type: z.literal('number'),
    unit: name,
    min: z.number().int(),
    max: z.number().int(),
    compare: NumberFact.optional(),
    jump: z.number().int().optional(),
  }),
  /** `same`: the option that is taken in one tap when it is known. */
  z.strictObject({
    ...step,
    type: z.literal('choice'),
    options: z.array(name).min(2).max(12),
    same: OptionFact.optional(),
  }),
  z.strictObject({ ...step, type: z.literal('photos'), slots: z.array(name).min(1).max(10) }),
  z.strictObject({ ...step, type: z.literal('damage'), zones: z.array(name).min(1).max(12) }),
  /** Words, `min` to `max` characters of them. */
  z.strictObject({
    ...step,
    type: z.literal('text'),
    min: z.number().int().min(1).default(1),
    max: z.number().int().max(1_000).default(300),
  }),
  /**
   * An amount. Its currency is asked when none was typed and several are possible (`currencies`; absent: the company's
   * and the usual ones), its method when there are several. `none`: nothing is an answer too. `exception`: not taking
   * it is an exception that a manager approves.
   */
  z.strictObject({
    ...step,
    type: z.literal('money'),
    suggest: AmountFact.optional(),
    currencies: z.array(currency).min(1).max(6).optional(),
    methods: z.array(name).max(6).default([]),
    none: z.literal(true).optional(),
    exception: z.literal('deposit_exception').optional(),
  }),
  /** What changed hands at the end of a return: the deposit less what is charged, as computed or as it really was. */
  z.strictObject({ ...step, type: z.literal('settlement'), methods: z.array(name).min(1).max(6) }),
]);
export type Step = z.infer<typeof Step>;
export type StepOf<Type extends Step['type']> = Extract<Step, { type: Type }>;

const Language = z.enum(['ru', 'en', 'ka']);

/**
 * A checklist is data: which steps, in which order. Its texts are `step-<kind>-<id>` and `ask-<kind>-<id>` in the
 * locales, or in `texts`, which a branch needs for steps of its own. Only the form is checked here: see
 * `definitionFaults`.
 */
export const ChecklistDefinition = z.strictObject({
  kind: z.enum(checklistKinds),
  steps: z.array(Step).min(1),
  texts: z.partialRecord(Language, z.record(z.string(), z.string().min(1))).optional(),
});
export type ChecklistDefinition = z.infer<typeof ChecklistDefinition>;

export function isFinal(step: Step): boolean {
  return step.type === 'confirm' && step.final === true;
}
