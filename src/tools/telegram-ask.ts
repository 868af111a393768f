import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { askQuestion } from '../domain/approvals/index.js';
import { staffRoles } from '../domain/staff/index.js';
import { defineTool, type AnyTool } from '../engine/pipelines/index.js';
import type { Clock } from '../kernel/clock.js';
import { requireBranch } from './company/require-branch.js';
import { StaffId, Topic, topicOf, type TelegramDeps } from './telegram/destination.js';

const Role = z.enum(staffRoles);
const Seconds = z
  .number()
  .int()
  .min(1)
  .max(30 * 86_400);

export function telegramAskTool(deps: TelegramDeps & { clock: Clock }): AnyTool {
  return defineTool({
    name: 'telegram.ask',
    description:
      'Asks people to approve: a card with buttons in a topic of the branch. The step waits; it ends with the approval and fails when it is rejected or nobody decides in time.',
    input: z.strictObject({
      text: z.string().min(1).max(2000).describe('What is to be approved, as plain text'),
      branch: z.string().describe('Key of the branch whose people decide'),
      topic: Topic.optional().describe('The topic for the card; alerts when absent'),
      role: Role.optional().describe('Who may decide: this role and those above it; manager when absent'),
      owner: StaffId.optional().describe('Telegram id of the one person who decides, instead of a role'),
      deadline_seconds: Seconds.default(3600).describe('How long it may take; then the step fails'),
      escalate_after_seconds: Seconds.optional().describe('After so long those above are told in private'),
      escalate_to: Role.optional().describe('Who is told then; head when absent'),
      second_person: z
        .boolean()
        .default(false)
        .describe('Whoever started the run must not be the one who approves'),
    }),
    output: z.object({
      decision: z.literal('approved').describe('A rejection is a failure of the step'),
      by: z.string().describe('Who decided: staff:<Telegram id> or agent:<id>'),
      at: z.string().describe('When, ISO 8601'),
      note: z.string().nullable().describe('What the decider wrote beside it'),
    }),
    changes: true,
    async run(input, context) {
      requireBranch(input.branch, deps.company);
      const topic = input.topic === undefined ? undefined : await topicOf(input.topic, deps);
      const id = randomUUID();
      return {
        // The approval's own expiry ends the wait, with an error.
        waitUntil: null,
        waitsFor: `approval:${id}`,
        output: {},
        write: (work) =>
          askQuestion(work, deps, {
            id,
            runId: context.runId,
            step: context.step,
            branch: input.branch,
            text: input.text,
            topic,
            role: input.role,
            owner: input.owner,
            secondPerson: input.second_person,
            requestedBy: context.requestedBy,
            deadlineSeconds: input.deadline_seconds,
            escalateAfterSeconds: input.escalate_after_seconds,
            escalateTo: input.escalate_to,
            correlationId: context.correlationId,
          }),
      };
    },
  });
}
