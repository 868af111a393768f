import type { Agent, AgentView } from '../domain/agents/index.js';
import type { RentalSystem } from '../domain/bookings/index.js';
import type { AnyJobDefinition } from '../engine/jobs/index.js';
import { createStepJob } from '../engine/pipelines/index.js';
import type { PrismaClient } from '../platform/prisma/index.js';
import { createBookingNoticeJob } from './booking-notice.js';
import { createGather } from './gather.js';
import type { OrchestratorMetrics } from './metrics.js';
import { createQuarantineJob } from './quarantine.js';
import { createRefreshJob } from './refresh.js';
import { createRouteEventJob } from './route-event.js';
import { loadRoutes } from './routes.js';
import { createAgentTools } from './tools.js';

export { alertDeadJob, alertFailedEffect } from './alerts.js';
export { createOrchestratorMetrics } from './metrics.js';

/** The jobs that take an event from its storing to its publication. */
export function createOrchestrator(deps: {
  prisma: PrismaClient;
  view: Omit<AgentView, 'db'>;
  agents: Readonly<Record<string, Agent>>;
  rentals: RentalSystem;
  metrics: OrchestratorMetrics;
}): AnyJobDefinition[] {
  const { prisma, view, metrics } = deps;
  const tools = createAgentTools(deps);
  const alerts = { company: view.company, texts: view.texts };
  return [
    createRouteEventJob({ ...alerts, prisma, metrics, routes: loadRoutes(new Set(tools.keys())) }),
    createStepJob({ prisma, tools, onFinished: createGather(alerts) }),
    createQuarantineJob({ ...alerts, prisma, metrics }),
    createBookingNoticeJob({ ...alerts, clock: view.clock }),
    createRefreshJob({ ...alerts, rentals: deps.rentals }),
  ];
}
