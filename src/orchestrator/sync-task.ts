import { z } from 'zod';
import { findTask, SYNC_TASK, trackerIdOf, type TaskTracker } from '../domain/tasks/index.js';
import { defineJob, type AnyJobDefinition } from '../engine/jobs/index.js';
import { IntegrationError } from '../kernel/errors.js';
import type { Logger } from '../platform/log/index.js';
import type { PrismaClient } from '../platform/prisma/index.js';
import { alertDeadJob, type AlertDeps } from './alerts.js';

/**
 * Ticks a task off in the tracker that it is from, or takes the tick away, as the task stands when the job runs: however
 * often it runs, the last word is the same. Without a key for the tracker (`tracker` null) tasks only come from there.
 */
export function createSyncTaskJob(
  deps: AlertDeps & { prisma: PrismaClient; tracker: TaskTracker | null; log: Logger },
): AnyJobDefinition {
  return defineJob({
    kind: SYNC_TASK,
    payload: z.object({ taskId: z.uuid() }),
    maxAttempts: 12,
    timeoutMs: 60_000,
    waitsOutside: true,
    backoff: { strategy: 'exponential_jitter', baseMs: 2_000, maxMs: 1_800_000 },
    async handle({ payload }, { signal }) {
      const task = await findTask(deps.prisma, payload.taskId);
      const id = task === null ? null : trackerIdOf(task);
      if (task === null || id === null) return;
      if (deps.tracker === null) {
        deps.log.warn({ taskId: task.id }, 'not told to YouGile: YOUGILE_KEY is missing');
        return;
      }
      await deps.tracker.setCompleted(id, task.state === 'done', signal).catch((error: unknown) => {
        // Deleted there meanwhile: nothing is left to tick off.
        if (!(error instanceof IntegrationError) || error.code !== 'yougile.not_found') throw error;
      });
    },
    onDead: (job, error, work) => alertDeadJob(job, error, work, deps),
  });
}
