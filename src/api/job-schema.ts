import { z } from 'zod';
import { AttemptBody } from './attempt-schema.js';
import { Time, toTime, toTimeOrNull } from './paging.js';
import { Json } from './json.js';

/** `failed` is what waits for its next attempt after an error. */
const LIVE_STATES = ['waiting', 'queued', 'ready', 'running', 'failed', 'dead'] as const;
export const ENDED_STATES = ['done', 'cancelled'] as const;
export const JobState = z.enum([...LIVE_STATES, ...ENDED_STATES]);
export type JobState = z.infer<typeof JobState>;

export const JobBody = z
  .object({
    id: z.string(),
    kind: z.string(),
    state: JobState,
    priority: z.int(),
    run_at: Time.nullable(),
    payload: Json,
    attempts: z.int(),
    max_attempts: z.int().nullable().describe('0: as many as the kind has'),
    concurrency_key: z.string().nullable(),
    dedupe_key: z.string().nullable(),
    correlation_id: z.string(),
    event_id: z.guid().nullable(),
    run_id: z.guid().nullable(),
    progress: Json,
    last_error: z.string().nullable(),
    created_at: Time,
    started_at: Time.nullable(),
    finished_at: Time.nullable(),
  })
  .describe('A piece of work');
export type JobBody = z.infer<typeof JobBody>;

/** One that is under way is told by the job itself. */
export const EndedAttempt = AttemptBody.extend({ finished_at: Time });

export interface JobRow {
  id: bigint;
  kind: string;
  state: JobState;
  priority: number;
  runAt: Date | null;
  payload: Json;
  attempts: number;
  maxAttempts: number | null;
  concurrencyKey: string | null;
  dedupeKey: string | null;
  correlationId: string;
  eventId: string | null;
  runId: string | null;
  progress: Json;
  lastError: string | null;
  createdAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
}

export function jobBodyOf(row: JobRow): JobBody {
  return {
    id: String(row.id),
    kind: row.kind,
    state: row.state === 'waiting' && row.lastError !== null ? 'failed' : row.state,
    priority: row.priority,
    run_at: toTimeOrNull(row.runAt),
    payload: row.payload,
    attempts: row.attempts,
    max_attempts: row.maxAttempts,
    concurrency_key: row.concurrencyKey,
    dedupe_key: row.dedupeKey,
    correlation_id: row.correlationId,
    event_id: row.eventId,
    run_id: row.runId,
    progress: row.progress,
    last_error: row.lastError,
    created_at: toTime(row.createdAt),
    started_at: toTimeOrNull(row.startedAt),
    finished_at: toTimeOrNull(row.finishedAt),
  };
}
