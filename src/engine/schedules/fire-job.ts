import { z } from 'zod';
import { defineJob, type AnyJobDefinition, type Job, type Work } from '../jobs/index.js';
import { fireTask, type OnCancelled } from './fire.js';

/** The job of a slot or of an event; sql/make-slots.sql and sql/backfill-slots.sql store it, too. */
export const TASK_FIRE = 'task.fire';

const Payload = z.discriminatedUnion('cause', [
  z.object({
    cause: z.enum(['schedule', 'catch_up', 'backfill']),
    taskId: z.uuid(),
    slotAt: z.coerce.date(),
  }),
  z.object({ cause: z.literal('event'), taskId: z.uuid() }),
]);

/**
 * Starts the run of a task for a slot or an event, by the rules of the task. `onDead`: tells people that it got none, in
 * the transaction of the job's death. `onCancelled`: see there.
 */
export function createFireJob(deps: {
  onDead: (job: Job, error: string, work: Work) => Promise<void>;
  onCancelled?: OnCancelled;
}): AnyJobDefinition {
  return defineJob({
    kind: TASK_FIRE,
    payload: Payload,
    maxAttempts: 10,
    timeoutMs: 30_000,
    backoff: { strategy: 'exponential_jitter', baseMs: 500, maxMs: 60_000 },
    async handle(job, { commit }) {
      const fire = {
        ...job.payload,
        correlationId: job.correlationId,
        eventId: job.eventId ?? undefined,
      };
      await commit((work) => fireTask(work, fire, deps.onCancelled));
    },
    onDead: (job, error, work) => deps.onDead(job, error, work),
  });
}
