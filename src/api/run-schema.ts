import { z } from 'zod';
import { PARTS, type ListedRun, type Timeline, type TimelineStep } from '../engine/pipelines/index.js';
import { AttemptBody, attemptBodyOf } from './attempt-schema.js';
import { shownName } from './person-name.js';
import { Time, toTime, toTimeOrNull } from './paging.js';
import { Json } from './json.js';

export const RunId = z.object({ id: z.guid() });

export const RunState = z.enum(['queued', 'running', 'paused', 'done', 'failed', 'cancelled', 'skipped']);

export const RunBody = z
  .object({
    id: z.guid(),
    task_id: z.guid().nullable(),
    route: z.string().nullable().describe("The product's own route; null: a task's run"),
    version: z.string(),
    cause: z.string().describe('event, schedule, catch_up, backfill, manual or replay'),
    state: RunState,
    success: z.boolean().nullable().describe('Null: it is not over, was cancelled or skipped'),
    error: z.string().nullable(),
    event_id: z.guid().nullable(),
    slot_at: Time.nullable(),
    replay_of: z.guid().nullable(),
    requested_by: z.string().nullable(),
    priority: z.int(),
    concurrency_key: z.string().nullable(),
    correlation_id: z.string(),
    created_at: Time,
    started_at: Time.nullable(),
    finished_at: Time.nullable(),
  })
  .describe('One execution of a task or a route');
export type RunBody = z.infer<typeof RunBody>;

const StepBody = z.object({
  id: z.string().describe('`send[3]`: the fourth item of a for-each'),
  path: z.string().describe('Its place in the pipeline'),
  part: z.enum(PARTS),
  uses: z.string(),
  state: z.string(),
  input: Json,
  output: Json,
  error: z.string().nullable(),
  waits_for: z.string().nullable(),
  resume_at: Time.nullable(),
  started_at: Time.nullable(),
  finished_at: Time.nullable(),
  attempts: z.array(AttemptBody),
});

export const RunWithTimeline = RunBody.extend({
  params: Json,
  attempt: z.int().describe('The most attempts that one of its steps took'),
  output: z.record(z.string(), Json).describe('What its steps gave, by their ids'),
  timeline: z.array(StepBody),
});
export type RunWithTimeline = z.infer<typeof RunWithTimeline>;

export function runBodyOf(run: ListedRun): RunBody {
  return {
    id: run.id,
    task_id: run.taskId,
    route: run.route,
    version: run.version,
    cause: run.cause,
    state: RunState.parse(run.state),
    success: run.state === 'done' ? true : run.state === 'failed' ? false : null,
    error: run.error,
    event_id: run.eventId,
    slot_at: toTimeOrNull(run.slotAt),
    replay_of: run.replayOf,
    requested_by: run.requestedBy === null ? null : shownName(run.requestedBy),
    priority: run.priority,
    concurrency_key: run.concurrencyKey,
    correlation_id: run.correlationId,
    created_at: toTime(run.createdAt),
    started_at: toTimeOrNull(run.startedAt),
    finished_at: toTimeOrNull(run.finishedAt),
  };
}

export function runWithTimelineOf(run: Timeline): RunWithTimeline {
  const ended = run.steps.filter(({ state, parent }) => state === 'done' && parent === null);
  return {
    ...runBodyOf(run),
    params: run.params as Json,
    attempt: Math.max(1, ...run.steps.map(({ attempts }) => attempts.length)),
    output: Object.fromEntries(ended.map(({ step, output }) => [step, output as Json])),
    timeline: run.steps.map(stepBodyOf),
  };
}

function stepBodyOf(step: TimelineStep): z.infer<typeof StepBody> {
  return {
    id: step.step,
    path: step.path,
    part: step.part,
    uses: step.uses,
    state: step.state,
    input: step.input as Json,
    output: step.output as Json,
    error: step.error,
    waits_for: step.waitsFor,
    resume_at: toTimeOrNull(step.resumeAt),
    started_at: toTimeOrNull(step.startedAt),
    finished_at: toTimeOrNull(step.finishedAt),
    attempts: step.attempts.map(attemptBodyOf),
  };
}
