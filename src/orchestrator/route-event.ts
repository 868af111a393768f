import { z } from 'zod';
import { projectEvent } from '../domain/bookings/index.js';
import { ROUTE_EVENT } from '../engine/events/index.js';
import { defineJob, type AnyJobDefinition } from '../engine/jobs/index.js';
import { startRun, type CompiledRoute } from '../engine/pipelines/index.js';
import type { PrismaClient } from '../platform/prisma/index.js';
import { alertDeadJob, type AlertDeps } from './alerts.js';
import { loadEvent } from './load-event.js';
import type { OrchestratorMetrics } from './metrics.js';

/**
 * The first thing that happens to an event: what it says goes into the tables, and a run of every route for its type
 * starts, all in one transaction.
 */
export function createRouteEventJob(
  deps: AlertDeps & { prisma: PrismaClient; routes: readonly CompiledRoute[]; metrics: OrchestratorMetrics },
): AnyJobDefinition {
  return defineJob({
    kind: ROUTE_EVENT,
    payload: z.object({}),
    maxAttempts: 10,
    timeoutMs: 30_000,
    backoff: { strategy: 'exponential_jitter', baseMs: 500, maxMs: 60_000 },
    async handle(job, { commit }) {
      const event = await loadEvent(deps.prisma, job.eventId);
      await commit(async (work) => {
        await projectEvent(work.tx, event);
        for (const route of deps.routes.filter((one) => one.on.includes(event.type)))
          await startRun(work, route, event);
      });
      deps.metrics.events.inc({ type: event.type, source: event.source });
    },
    onDead: (job, error, work) => alertDeadJob(job, error, work, deps),
  });
}
