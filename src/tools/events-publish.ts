import { z } from 'zod';
import { customEvent, type EventType, type NewEvent } from '../engine/events/index.js';
import { defineTool, type AnyTool } from '../engine/pipelines/index.js';
import type { Clock } from '../kernel/clock.js';
import { BranchlineError } from '../kernel/errors.js';

/** What the product's own schedules publish; everything else is `custom.<topic>`. */
const CHECKS = [
  'check.cash',
  'check.bookings',
  'check.to',
  'check.starline',
  'daily.plan.generate',
] as const satisfies readonly EventType[];

const CheckPayload = z.object({
  branch: z.string(),
  slot: z.iso.datetime({ offset: true }),
  /** Of daily.plan.generate: the morning's plan when absent. */
  part: z.enum(['morning', 'evening']).optional(),
});

export function eventsPublishTool(deps: { clock: Clock }): AnyTool {
  return defineTool({
    name: 'events.publish',
    description: `Publishes an event: routes and tasks that wait for its topic start. Topics get "custom." before them, but for the company's own checks (${CHECKS.join(', ')}), whose payload is {branch, slot}; daily.plan.generate also takes {part: morning or evening}.`,
    input: z.strictObject({
      topic: z.string().describe('Lower-case words with dots between them, such as weather.storm'),
      payload: z.record(z.string(), z.json()).default({}).describe('What there is to say, at most 256 KiB'),
      branch: z.string().optional().describe('Key of the branch that it concerns'),
      dedupe_key: z
        .string()
        .min(1)
        .max(150)
        .optional()
        .describe('An event of this topic and key is published once, whoever says it again'),
    }),
    output: z.object({ topic: z.string().describe('The type of the event: the topic, custom. included') }),
    changes: true,
    async run(input, { idempotencyKey, correlationId }) {
      const dedupeKey =
        input.dedupe_key === undefined
          ? `step:${idempotencyKey}`
          : `topic:${input.topic}:${input.dedupe_key}`;
      const event = eventOf(input, { dedupeKey, correlationId, timestamp: deps.clock.now() });
      return {
        output: { topic: event.type },
        async write(work) {
          await work.append(event);
        },
      };
    },
  });
}

function eventOf(
  input: { topic: string; payload: Record<string, unknown>; branch?: string | undefined },
  about: { dedupeKey: string; correlationId: string; timestamp: Date },
): NewEvent {
  const check = CHECKS.find((type) => type === input.topic);
  if (check === undefined) return customEvent({ ...about, ...input });
  const payload = checkPayload(input.payload);
  const { dedupeKey, ...rest } = about;
  return {
    ...rest,
    type: check,
    source: 'schedule',
    branch: payload.branch,
    payload,
    dedupe: { key: dedupeKey },
  };
}

function checkPayload(payload: unknown): z.infer<typeof CheckPayload> {
  const read = CheckPayload.safeParse(payload);
  if (read.success) return read.data;
  throw new BranchlineError('event.invalid', {
    retryable: false,
    message: `The payload of a check is {branch, slot}, the slot as ISO 8601 time: ${z.prettifyError(read.error)}`,
  });
}
