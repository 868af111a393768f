import type { Agent, AgentView } from '../domain/agents/index.js';
import { withdrawQuestions } from '../domain/approvals/index.js';
import type { RentalSystem } from '../domain/bookings/index.js';
import type { TaskTracker } from '../domain/tasks/index.js';
import type { AnyJobDefinition, Work } from '../engine/jobs/index.js';
import { createRunJobs, type AnyTool } from '../engine/pipelines/index.js';
import { createFireJob } from '../engine/schedules/index.js';
import type { Wakeups } from '../engine/wakeups/index.js';
import { newCorrelationId } from '../kernel/ids.js';
import type { Logger } from '../platform/log/index.js';
import type { PrismaClient } from '../platform/prisma/index.js';
import type { Sql } from '../platform/sql/index.js';
import { alertDeadJob } from './alerts.js';
import { createBookingNoticeJob } from './booking-notice.js';
import { createGather } from './gather.js';
import type { OrchestratorMetrics } from './metrics.js';
import { createQuarantineJob } from './quarantine.js';
import { createRefreshJob } from './refresh.js';
import { createRouteEventJob } from './route-event.js';
import { loadRoutes } from './routes.js';
import { createShadowReplays } from './shadow-replay.js';
import { createSyncTaskJob } from './sync-task.js';
import { createAgentTools } from './tools.js';

export { alertDeadJob, alertFailedEffect } from './alerts.js';
export { productChecks } from './checks.js';
export { createOrchestratorMetrics } from './metrics.js';

export interface Orchestrator {
  /** What takes an event from its storing to its publication, and a task from its slot to its end. */
  jobs: AnyJobDefinition[];
  /** What steps can use: the agents, and what was given. */
  tools: ReadonlyMap<string, AnyTool>;
  shadowReplays: Pick<ReturnType<typeof createShadowReplays>, 'start'>;
}

export function createOrchestrator(deps: {
  prisma: PrismaClient;
  sql: Sql;
  wakeups: Wakeups;
  log: Logger;
  view: Omit<AgentView, 'db'>;
  agents: Readonly<Record<string, Agent>>;
  rentals: RentalSystem;
  /** YouGile; null without a key. */
  tracker: TaskTracker | null;
  metrics: OrchestratorMetrics;
  /** What pipelines can use besides the agents. */
  tools: ReadonlyMap<string, AnyTool>;
}): Orchestrator {
  const { prisma, sql, log, view, metrics } = deps;
  const tools = new Map([...deps.tools, ...createAgentTools(deps)]);
  const routes = loadRoutes(tools);
  const shadowReplays = createShadowReplays({ ...deps, tools, routes });
  const alerts = { company: view.company, texts: view.texts };
  const tellDead: NonNullable<AnyJobDefinition['onDead']> = (job, error, work) =>
    alertDeadJob(job, error, work, alerts);
  const withdraw = (waits: readonly string[], work: Work): Promise<void> =>
    withdrawQuestions(
      work,
      { ...alerts, clock: view.clock },
      { waits, actor: null, correlationId: newCorrelationId() },
    );
  const jobs = [
    createRouteEventJob({ ...alerts, sql, clock: view.clock, metrics, routes }),
    ...createRunJobs({
      sql,
      log,
      tools,
      onFinished: createGather({ ...alerts, clock: view.clock }),
      onStuck: tellDead,
      onWithdrawn: withdraw,
    }),
    createFireJob({
      onDead: tellDead,
      async onCancelled(work, { waits, isStopping }) {
        await withdraw(waits, work);
        if (isStopping) deps.wakeups.wake('cancellations');
      },
    }),
    shadowReplays.job,
    createQuarantineJob({ ...alerts, prisma, metrics }),
    createBookingNoticeJob({ ...alerts, clock: view.clock }),
    createRefreshJob({ ...alerts, rentals: deps.rentals }),
    createSyncTaskJob({ ...alerts, prisma, log, tracker: deps.tracker }),
  ];
  return { jobs, tools, shadowReplays };
}
