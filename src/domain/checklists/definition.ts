import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';

/** Names within a definition go into buttons and into keys of texts: short and plain. */
const name = z.string().regex(/^[a-z][a-z0-9-]{0,13}$/);
const step = { id: name };

const Step = z.discriminatedUnion('type', [
  /** Said in one tap to be in order. `final` ends the checklist and cannot be skipped. */
  z.strictObject({ ...step, type: z.literal('confirm'), final: z.literal(true).optional() }),
  /**
   * A whole number. With `compare`, one below the known value, or above it by more than `jump`, is asked twice.
   */
  z.strictObject({
    ...step,
    type: z.literal('number'),
    unit: z.literal('km'),
    min: z.number().int(),
    max: z.number().int(),
    compare: z.literal('car.mileage').optional(),
    jump: z.number().int().optional(),
  }),
  z.strictObject({ ...step, type: z.literal('choice'), options: z.array(name).min(2).max(12) }),
  z.strictObject({ ...step, type: z.literal('photos'), slots: z.array(name).min(1).max(10) }),
  z.strictObject({ ...step, type: z.literal('damage'), zones: z.array(name).min(1).max(12) }),
  /** An amount with a currency and a method; not taking it is an exception that a manager approves. */
  z.strictObject({
    ...step,
    type: z.literal('money'),
    suggest: z.literal('booking.deposit').optional(),
    methods: z.array(name).min(1).max(6),
    exception: z.literal('deposit_exception'),
  }),
]);
export type Step = z.infer<typeof Step>;
export type StepOf<Type extends Step['type']> = Extract<Step, { type: Type }>;

/** A checklist is data: which steps, in which order; its texts are `step-<kind>-<id>` in the locales. */
export const ChecklistDefinition = z
  .strictObject({ kind: z.literal('issue'), steps: z.array(Step).min(1) })
  .refine(({ steps }) => new Set(steps.map((one) => one.id)).size === steps.length, 'a step id is used twice')
  .refine(({ steps }) => {
    const final = steps.at(-1);
    return final?.type === 'confirm' && final.final === true;
  }, 'the last step must be a final confirm');
export type ChecklistDefinition = z.infer<typeof ChecklistDefinition>;

/** The definition that new checklists of this kind follow. Throws when the file does not fit the schema. */
export function loadDefinition(kind: 'issue'): ChecklistDefinition {
  const file = new URL(`./definitions/${kind}.yaml`, import.meta.url);
  return ChecklistDefinition.parse(parse(readFileSync(file, 'utf8')));
}
