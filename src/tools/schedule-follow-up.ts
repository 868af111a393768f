import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Work } from '../engine/jobs/index.js';
import { defineTool, type AnyTool } from '../engine/pipelines/index.js';
import type { Clock } from '../kernel/clock.js';
import { either } from './input/either.js';

/** A task that runs once, made by a step of another one. */
export interface FollowUp {
  id: string;
  title: string;
  description: string;
  at: Date;
  /** `{params, pipeline}`: not checked yet. */
  payload: { params: Record<string, unknown>; pipeline: unknown };
  /** `agent:<id>`, `staff:<telegram id>`; null: the run came by itself. */
  createdBy: string | null;
  correlationId: string;
}

/** Stores a follow-up in the transaction of the step. Throws what is wrong with its pipeline. */
export type CreateFollowUp = (work: Work, followUp: FollowUp) => Promise<void>;

export function scheduleFollowUpTool(deps: { clock: Clock; createFollowUp: CreateFollowUp }): AnyTool {
  return defineTool({
    name: 'schedule.follow_up',
    description:
      'Creates a task that runs once, later. Templates in its pipeline are filled in now; write $${...} for those that are to be filled in then.',
    input: z
      .strictObject({
        title: z.string().min(1).max(200).describe('Title of the task'),
        description: z.string().max(2000).default('').describe('What it is for'),
        in_seconds: z
          .number()
          // A time that is past when the step is stored would be refused.
          .min(5)
          .max(366 * 86_400)
          .optional()
          .describe('In how many seconds; give this or at'),
        at: z.iso
          .datetime({ offset: true })
          .optional()
          .describe('When: ISO 8601 time with its offset; give this or in_seconds'),
        params: z.record(z.string(), z.json()).default({}).describe('What its templates know as params'),
        pipeline: z.array(z.record(z.string(), z.json())).min(1).describe('Its steps'),
      })
      .refine(...either('in_seconds', 'at')),
    output: z.object({
      task_id: z.string().describe('Id of the task'),
      at: z.string().describe('When it will run, ISO 8601'),
    }),
    changes: true,
    async run(input, { requestedBy, correlationId }) {
      const { title, description, params, pipeline, in_seconds: seconds = 0 } = input;
      const at = new Date(input.at ?? deps.clock.now().getTime() + seconds * 1000);
      const id = randomUUID();
      return {
        output: { task_id: id, at: at.toISOString() },
        write: (work) =>
          deps.createFollowUp(work, {
            ...{ id, title, description, at, correlationId },
            payload: { params, pipeline },
            createdBy: requestedBy,
          }),
      };
    },
  });
}
