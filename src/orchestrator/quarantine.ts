import { z } from 'zod';
import { SHOW_QUARANTINED } from '../engine/events/index.js';
import { defineJob, type AnyJobDefinition } from '../engine/jobs/index.js';
import type { PrismaClient } from '../platform/prisma/index.js';
import type { OrchestratorMetrics } from './metrics.js';
import { alertDeadJob, alertQuarantined, type AlertDeps } from './alerts.js';

/** Shows a quarantined event to the admins. */
export function createQuarantineJob(
  deps: AlertDeps & { prisma: PrismaClient; metrics: OrchestratorMetrics },
): AnyJobDefinition {
  return defineJob({
    kind: SHOW_QUARANTINED,
    payload: z.object({}),
    maxAttempts: 10,
    timeoutMs: 30_000,
    backoff: { strategy: 'exponential_jitter', baseMs: 500, maxMs: 60_000 },
    async handle(job, { commit }) {
      const event = await deps.prisma.event.findUniqueOrThrow({ where: { id: job.eventId ?? '' } });
      await commit((work) => alertQuarantined(work, deps, event));
      deps.metrics.events.inc({ type: 'quarantine', source: event.source });
    },
    onDead: (job, error, work) => alertDeadJob(job, error, work, deps),
  });
}
