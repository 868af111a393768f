import { z } from 'zod';
import { defineTool, type AnyTool } from '../engine/pipelines/index.js';
import { amoCrmEntities, type AmoCrmClient } from '../integrations/amocrm/index.js';
import { configured } from './outside/configured.js';
import { referenceOf } from './outside/reference.js';

export function amocrmCreateTaskTool(deps: { amocrm: AmoCrmClient | null }): AnyTool {
  return defineTool({
    name: 'amocrm.create_task',
    description:
      'Creates a task in amoCRM. A short reference stands below its text, by which a repeated attempt finds it.',
    input: z.strictObject({
      text: z.string().min(1).max(10_000).describe('What is to be done'),
      complete_till: z.iso.datetime({ offset: true }).describe('Until when: ISO 8601 time with its offset'),
      task_type_id: z
        .number()
        .int()
        .positive()
        .default(1)
        .describe("1 is a call, 2 a meeting; or the account's own"),
      entity: z
        .strictObject({
          type: z.enum(amoCrmEntities).describe('What kind of record'),
          id: z.number().int().positive().describe("The record's number"),
        })
        .optional()
        .describe('The lead, contact, company or customer that it belongs to'),
      responsible_user_id: z.number().int().positive().optional().describe('The amoCRM user who is to do it'),
    }),
    output: z.object({ id: z.number().describe("amoCRM's number of the task") }),
    changes: true,
    async run(input, { idempotencyKey, attempt, signal }) {
      const amocrm = configured(deps.amocrm, 'amoCRM', 'AMOCRM_TOKEN and AMOCRM_BASE_URL');
      const reference = referenceOf(idempotencyKey);
      const { entity } = input;
      if (attempt > 1) {
        const same = (await amocrm.newestTasks({ entity }, signal)).find((task) =>
          task.text?.includes(reference),
        );
        if (same !== undefined) return { output: { id: same.id } };
      }
      const { id } = await amocrm.createTask(
        {
          text: `${input.text}\n${reference}`,
          completeTill: new Date(input.complete_till),
          taskTypeId: input.task_type_id,
          entity,
          responsibleUserId: input.responsible_user_id,
          requestId: idempotencyKey,
        },
        signal,
      );
      return { output: { id } };
    },
  });
}
