import { z } from 'zod';
import type { StepAttempt } from '../engine/pipelines/index.js';
import { Time, toTime, toTimeOrNull } from './paging.js';

export const AttemptBody = z.object({
  attempt: z.int(),
  outcome: z.string(),
  worker: z.string().nullable(),
  started_at: Time,
  finished_at: Time.nullable(),
  duration_ms: z.number(),
  error: z.string().nullable(),
});

export function attemptBodyOf(
  one: Omit<StepAttempt, 'outcome'> & { outcome: string },
): z.infer<typeof AttemptBody> {
  return {
    attempt: one.attempt,
    outcome: one.outcome,
    worker: one.worker,
    started_at: toTime(one.startedAt),
    finished_at: toTimeOrNull(one.finishedAt),
    duration_ms: one.durationMs,
    error: one.error,
  };
}
