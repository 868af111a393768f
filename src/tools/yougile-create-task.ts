import { z } from 'zod';
import { defineTool, type AnyTool } from '../engine/pipelines/index.js';
import { yougileColors, type YouGileClient } from '../integrations/yougile/index.js';
import { BranchlineError } from '../kernel/errors.js';
import { either } from './input/either.js';
import { configured } from './outside/configured.js';
import { referenceOf } from './outside/reference.js';

const Input = z.strictObject({
  title: z.string().min(1).max(500).describe('Title of the task'),
  description: z.string().max(20_000).optional().describe('HTML below the title'),
  column: z.string().min(1).optional().describe('Id of the column (give this or branch)'),
  branch: z.string().optional().describe('Key of a branch: the column that the company file names for it'),
  assigned: z.array(z.string()).optional().describe('Ids of the YouGile users who are to do it'),
  deadline: z.iso.datetime({ offset: true }).optional().describe('ISO 8601 time with its offset'),
  deadline_with_time: z
    .boolean()
    .default(true)
    .describe('Show the time of the deadline and not only its day'),
  checklists: z
    .array(
      z.strictObject({
        title: z.string().describe('Title of the checklist'),
        items: z.array(z.string()).describe('What is to be ticked off'),
      }),
    )
    .optional()
    .describe('Checklists of the task'),
  color: z.enum(yougileColors).optional().describe('Colour of the card'),
});
type Input = z.infer<typeof Input>;

export function yougileCreateTaskTool(deps: {
  yougile: YouGileClient | null;
  /** The column of each branch that has one. */
  yougileColumns: Readonly<Record<string, string>>;
}): AnyTool {
  return defineTool({
    name: 'yougile.create_task',
    description:
      'Creates a task on a YouGile board. A short reference stands below its description, by which a repeated attempt finds it.',
    input: Input.refine(...either('column', 'branch')),
    output: z.object({ id: z.string().describe("YouGile's id of the task") }),
    changes: true,
    async run(input, { idempotencyKey, attempt, signal }) {
      const yougile = configured(deps.yougile, 'YouGile', 'YOUGILE_KEY');
      const columnId = input.column ?? columnOf(input.branch ?? '', deps.yougileColumns);
      const { title, assigned, color, checklists, deadline } = input;
      const reference = referenceOf(idempotencyKey);
      if (attempt > 1) {
        const same = (await yougile.findTasks({ title, columnId }, signal)).find((task) =>
          task.description?.includes(reference),
        );
        if (same !== undefined) return { output: { id: same.id } };
      }
      const { id } = await yougile.createTask(
        {
          ...{ title, columnId, assigned, color, checklists },
          description: `${input.description ?? ''}<p>${reference}</p>`,
          ...(deadline !== undefined && {
            deadline: { at: new Date(deadline), withTime: input.deadline_with_time },
          }),
        },
        signal,
      );
      return { output: { id } };
    },
  });
}

function columnOf(branch: string, columns: Readonly<Record<string, string>>): string {
  const column = Object.hasOwn(columns, branch) ? columns[branch] : undefined;
  if (column !== undefined) return column;
  throw new BranchlineError('yougile.no_column', {
    retryable: false,
    message: `The company file names no yougileColumn for a branch ${branch}. Give the column itself.`,
  });
}
