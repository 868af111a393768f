import { z } from 'zod';
import { BackoffStrategy } from '../engine/pipelines/index.js';
import { CatchUp, Overlap, ScheduleKind } from '../engine/schedules/index.js';
import type { Task } from '../platform/prisma/index.js';
import { shownName } from './person-name.js';
import { Time, toTime, toTimeOrNull } from './paging.js';
import { Json } from './json.js';

export const TaskId = z.object({ id: z.guid() });

const Payload = z
  .record(z.string(), Json)
  .describe('`{params?, pipeline: [step, ...], on_failure?, on_recovery?, timeout_seconds?}`');

/** What may be said of a task; limits and everything that depends on something else are checked with the schedule. */
const fields = {
  title: z.string(),
  description: z.string().nullish(),
  schedule_kind: ScheduleKind,
  schedule_expr: z
    .string()
    .nullish()
    .describe(
      'A cron expression, RRULE, time or topic, as the kind calls for; for `event` the `topic` will do',
    ),
  topic: z.string().nullish().describe('For `event`: the same as `schedule_expr`'),
  timezone: z.string().nullish().describe("IANA name; the company's zone when not given"),
  dtstart: z
    .string()
    .nullish()
    .describe('Local wall time at which an RRULE without DTSTART begins; now when not given'),
  payload: Payload,
  priority: z.int().nullish().describe('1 is the most urgent, 9 the least; 5 when not given'),
  dedupe_key: z.string().nullish().describe('Within the window a task with this key runs once'),
  dedupe_window_seconds: z.int().min(0).nullish(),
  max_retries: z.int().nullish().describe('For each step that does not say otherwise; 3 when not given'),
  backoff_strategy: BackoffStrategy.nullish(),
  concurrency_key: z.string().nullish().describe('Runs of one key are under way one at a time'),
  catch_up: CatchUp.nullish().describe(
    'What becomes of slots that nobody was there for; `one` when not given',
  ),
  catch_up_seconds: z.int().nullish().describe('Older slots are never caught up; a day when not given'),
  overlap: Overlap.nullish().describe(
    'What a slot does while an earlier run is under way; `queue` when not given',
  ),
  exclude: z
    .array(z.string())
    .nullish()
    .describe('Local dates without runs: `2026-01-07`, or `01-07` for every year'),
  jitter_seconds: z.int().nullish(),
  branch: z.string().nullish(),
  created_by: z.string().nullish().describe('Ignored: the token says who makes it'),
};

export const NewTaskBody = z.strictObject({ ...fields, draft: z.boolean().default(false) });

export const TaskChangeBody = z.strictObject({
  ...fields,
  title: fields.title.optional(),
  schedule_kind: fields.schedule_kind.optional(),
  payload: fields.payload.optional().describe('Becomes the next version; runs under way keep theirs'),
  status: z.enum(['active', 'paused', 'canceled']).optional(),
});
export type TaskChangeBody = z.infer<typeof TaskChangeBody>;

/** `canceled` is upstream's spelling; `ended`: its schedule has no time left. */
const TaskStatus = z.enum(['active', 'paused', 'canceled', 'ended']);

export const TaskBody = z
  .object({
    id: z.guid(),
    name: z.string().nullable().describe("Only of the product's own tasks"),
    title: z.string(),
    description: z.string(),
    branch: z.string().nullable(),
    created_by: z.string().describe('Id of the agent, `staff:<Telegram id>` or `product`'),
    schedule_kind: z.string(),
    schedule_expr: z.string(),
    timezone: z.string(),
    dtstart: z.string(),
    payload: Json,
    priority: z.int(),
    dedupe_key: z.string().nullable(),
    dedupe_window_seconds: z.int(),
    max_retries: z.int(),
    backoff_strategy: z.string(),
    concurrency_key: z.string().nullable(),
    catch_up: z.string(),
    catch_up_seconds: z.int(),
    overlap: z.string(),
    exclude: z.array(z.string()),
    jitter_seconds: z.int(),
    status: TaskStatus,
    snoozed_until: Time.nullable(),
    snooze_reason: z.string().nullable(),
    next_run_at: Time.nullable(),
    version: z.int().describe('The version that runs; 0: only a draft so far'),
    failures: z.int().describe('Runs that failed in a row'),
    created_at: Time,
    updated_at: Time,
  })
  .describe('A pipeline and when it is to run');
export type TaskBody = z.infer<typeof TaskBody>;

export function taskBodyOf(task: Task, payload: TaskBody['payload']): TaskBody {
  return {
    id: task.id,
    name: task.name,
    title: task.title,
    description: task.description,
    branch: task.branch,
    created_by: shownName(task.createdBy),
    schedule_kind: task.scheduleKind,
    schedule_expr: task.scheduleExpr,
    timezone: task.timezone,
    dtstart: task.anchor,
    payload,
    priority: task.priority,
    dedupe_key: task.dedupeKey,
    dedupe_window_seconds: task.dedupeWindowSeconds ?? 0,
    max_retries: task.maxRetries,
    backoff_strategy: task.backoffStrategy,
    concurrency_key: task.concurrencyKey,
    catch_up: task.catchUp,
    catch_up_seconds: task.catchUpSeconds,
    overlap: task.overlap,
    exclude: task.exclude,
    jitter_seconds: task.jitterSeconds,
    status: statusOf(task),
    snoozed_until: toTimeOrNull(task.snoozedUntil),
    snooze_reason: task.snoozeReason,
    next_run_at: toTimeOrNull(task.nextSlotAt),
    version: task.version,
    failures: task.failures,
    created_at: toTime(task.createdAt),
    updated_at: toTime(task.updatedAt),
  };
}

export function statusOf(task: Pick<Task, 'state'>): TaskBody['status'] {
  return task.state === 'cancelled' ? 'canceled' : TaskStatus.parse(task.state);
}
