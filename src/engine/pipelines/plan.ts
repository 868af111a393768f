import { z } from 'zod';

/** A step that is ready to be run: nothing in it is left to the defaults. */
export const PlanStep = z.object({
  id: z.string(),
  /** Where it stands in the source, `pipeline[2].parallel[0]`: what faults are told by. */
  path: z.string(),
  /** The tool. */
  uses: z.string(),
  /** Its input, with `${...}` still in it. */
  with: z.json(),
  /** JMESPath; a falsy value skips the step. */
  if: z.string().nullable(),
  /** The output is `steps.<saveAs>` from then on. */
  saveAs: z.string().nullable(),
  timeoutSeconds: z.number(),
  /** Null: what the task says. */
  maxRetries: z.number().int().nullable(),
  onError: z.enum(['fail', 'continue']),
  /** Once for each item of the list that `list` (JMESPath) gives, which is called `as`; `atOnce` of them at a time. */
  forEach: z.object({ list: z.string(), as: z.string(), atOnce: z.number().int().min(1) }).nullable(),
});
export type PlanStep = z.infer<typeof PlanStep>;

/** Steps that run side by side, `atOnce` of them at a time; null: all. */
export const Stage = z.object({ steps: z.array(PlanStep), atOnce: z.number().int().min(1).nullable() });
export type Stage = z.infer<typeof Stage>;

/** What a run does. It is stored with the run: later versions of a task or route do not touch it. */
export const Plan = z.object({
  params: z.record(z.string(), z.json()),
  /** One after the other. */
  stages: z.array(Stage),
  /** Run when the run failed, if at least `failures` runs in a row have. */
  onFailure: z.object({ failures: z.number().int().min(1), stages: z.array(Stage) }),
  /** Run after a success that follows failures of which `onFailure` told. */
  onRecovery: z.array(Stage),
  /** For the whole run, from its start; null: no bound. */
  timeoutSeconds: z.number().nullable(),
});
export type Plan = z.infer<typeof Plan>;

/** The three lists of a plan, and what the steps of a run belong to. */
export const PARTS = ['main', 'failure', 'recovery'] as const;
export type Part = (typeof PARTS)[number];

/** All steps of a plan, in its order. */
export function stepsOf(plan: Plan): PlanStep[] {
  return PARTS.flatMap((part) => stagesOf(plan, part)).flatMap(({ steps }) => steps);
}

export function stagesOf(plan: Plan, part: Part): readonly Stage[] {
  switch (part) {
    case 'main':
      return plan.stages;
    case 'failure':
      return plan.onFailure.stages;
    case 'recovery':
      return plan.onRecovery;
  }
}
