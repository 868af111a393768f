import { z } from 'zod';
import { createStaffTask, taskIdOf, TITLE_LIMIT, type TaskDeps } from '../domain/tasks/index.js';
import { findMember, may } from '../domain/staff/index.js';
import { defineTool, type AnyTool } from '../engine/pipelines/index.js';
import { BranchlineError } from '../kernel/errors.js';
import type { PrismaClient } from '../platform/prisma/index.js';
import { requireBranch } from './company/require-branch.js';
import { StaffId } from './telegram/destination.js';

const RentProgId = z.number().int().positive();

export function tasksCreateTool(deps: TaskDeps & { prisma: PrismaClient }): AnyTool {
  return defineTool({
    name: 'tasks.create',
    description:
      'Gives people of a branch a task: a card in the private chat of whoever is to do it and in a topic, with buttons to do, snooze, assign and comment. The same key is one task, edited when it comes again.',
    input: z.strictObject({
      title: z.string().trim().min(1).max(TITLE_LIMIT).describe('What is to be done, in one line'),
      body: z.string().max(2_000).optional().describe('What else is to be known, as plain text'),
      branch: z.string().describe('Key of the branch whose people do it'),
      assignee: StaffId.optional().describe(
        'Telegram id of who is to do it; when absent, whoever on duty takes it',
      ),
      car: RentProgId.optional().describe("The car's number in RentProg"),
      booking: RentProgId.optional().describe("The booking's number in RentProg"),
      due_at: z.iso
        .datetime({ offset: true })
        .optional()
        .describe('Until when: ISO 8601 time with its offset'),
      key: z
        .string()
        .min(1)
        .max(120)
        .optional()
        .describe('Your name for the task; a repeated step makes no second one even without it'),
    }),
    output: z.object({ id: z.string().describe('Id of the task') }),
    changes: true,
    async run(input, { idempotencyKey, requestedBy, correlationId }) {
      requireBranch(input.branch, deps.company);
      if (input.assignee !== undefined) await requireAssignee(input.assignee, input.branch, deps.prisma);
      // Keys of one agent are its own: another one's of the same name is another task.
      const sourceKey = `${requestedBy ?? 'product'}:${input.key ?? idempotencyKey}`;
      return {
        output: { id: taskIdOf(sourceKey) },
        async write(work) {
          await createStaffTask(work, deps, {
            title: input.title,
            body: input.body,
            branch: input.branch,
            carId: input.car,
            bookingId: input.booking,
            assigneeId: input.assignee === undefined ? undefined : BigInt(input.assignee),
            createdBy: staffOf(requestedBy),
            dueAt: input.due_at === undefined ? undefined : new Date(input.due_at),
            source: 'agent',
            sourceKey,
            correlationId,
          });
        },
      };
    },
  });
}

async function requireAssignee(telegramId: string, branch: string, prisma: PrismaClient): Promise<void> {
  const member = await findMember(prisma, BigInt(telegramId));
  if (member !== null && may(member, 'task.change', branch)) return;
  throw new BranchlineError('tool.no_such_assignee', {
    retryable: false,
    message: `Nobody with the Telegram id ${telegramId} works in ${branch}: name another one, or nobody.`,
  });
}

/** The person in whose name the run is under way. */
function staffOf(requestedBy: string | null): bigint | undefined {
  const [, id] = /^staff:(\d{1,19})$/.exec(requestedBy ?? '') ?? [];
  return id === undefined ? undefined : BigInt(id);
}
