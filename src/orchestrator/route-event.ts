import { z } from 'zod';
import { projectEvent } from '../domain/bookings/index.js';
import { followClientChat } from '../domain/chats/index.js';
import { dayOf, planHears } from '../domain/plan/index.js';
import { followTracker } from '../domain/tasks/index.js';
import { ROUTE_EVENT } from '../engine/events/index.js';
import { defineJob, type AnyJobDefinition } from '../engine/jobs/index.js';
import { startRun, type CompiledRoute } from '../engine/pipelines/index.js';
import { fireForEvent } from '../engine/schedules/index.js';
import type { Clock } from '../kernel/clock.js';
import type { Sql } from '../platform/sql/index.js';
import { alertDeadJob, type AlertDeps } from './alerts.js';
import type { OrchestratorMetrics } from './metrics.js';
import { readEvent } from './read-event.js';

/**
 * The first thing that happens to an event: what it says goes into the tables, and a run of every route for its type
 * and of every task that waits for it starts, all in one transaction.
 */
export function createRouteEventJob(
  deps: AlertDeps & {
    sql: Sql;
    clock: Clock;
    routes: readonly CompiledRoute[];
    metrics: OrchestratorMetrics;
  },
): AnyJobDefinition {
  return defineJob({
    kind: ROUTE_EVENT,
    payload: z.object({}),
    maxAttempts: 10,
    timeoutMs: 30_000,
    backoff: { strategy: 'exponential_jitter', baseMs: 500, maxMs: 60_000 },
    async handle(job, { commit }) {
      const { event } = await readEvent(deps.sql, job.eventId);
      await commit(async (work) => {
        await projectEvent(work.tx, event);
        if (event.type === 'yougile.task.updated') await followTracker(work, deps, event);
        if (event.source === 'umnico') await followClientChat(work, deps, event);
        for (const { name, version, plan } of deps.routes.filter((one) => one.on.includes(event.type)))
          await startRun(work, {
            ...{ route: name, version, plan, cause: 'event' },
            ...{ eventId: event.id, correlationId: event.correlationId },
          });
        await fireForEvent(work, event);
        await planHears(work, event, dayOf(deps.clock.now(), deps.company.timezone).date);
      });
      deps.metrics.events.inc({ type: event.type, source: event.source });
    },
    onDead: (job, error, work) => alertDeadJob(job, error, work, deps),
  });
}
