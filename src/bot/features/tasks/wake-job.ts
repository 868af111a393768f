import { z } from 'zod';
import { WAKE_TASK, wakeTask } from '../../../domain/tasks/index.js';
import { DATABASE_JOB, defineJob, type AnyJobDefinition } from '../../../engine/jobs/index.js';
import type { BotDeps } from '../../core/deps.js';

/** A task that is due, or was snoozed until now, comes before people again. */
export function createWakeTaskJob(deps: BotDeps): AnyJobDefinition {
  return defineJob({
    ...DATABASE_JOB,
    kind: WAKE_TASK,
    payload: z.object({ taskId: z.uuid(), at: z.iso.datetime(), staffId: z.string().optional() }),
    async handle({ payload, correlationId }, { commit }) {
      await commit((work) => wakeTask(work, deps, payload, correlationId));
    },
  });
}
