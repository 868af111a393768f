import { z } from 'zod';
import { statsSummary, taskStats, type RunStats } from '../engine/schedules/index.js';
import type { PrismaClient } from '../platform/prisma/index.js';
import type { RestDeps, ZodApp } from './deps.js';
import { Time, toTimeOrNull } from './paging.js';
import { TaskId } from './task-schema.js';

const StatsBody = z.object({
  period_days: z.int(),
  total_runs: z.int(),
  successful_runs: z.int(),
  failed_runs: z.int(),
  runs_by_state: z.record(z.string(), z.int()),
  success_rate: z.number().describe('Of the runs that ended well or failed; 0 when there is none'),
  failure_rate: z.number(),
  p50_seconds: z.number().nullable(),
  p95_seconds: z.number().nullable(),
  last_run: Time.nullable(),
  by_day: z
    .array(z.object({ day: z.string(), done: z.int(), failed: z.int(), skipped: z.int() }))
    .describe('Days are UTC, the oldest first'),
});

const TaskStatsBody = StatsBody.extend({
  task_id: z.guid(),
  last_success: Time.nullable(),
  last_failure: Time.nullable(),
});
const SummaryBody = StatsBody.extend({
  runs_per_day: z.number(),
  tasks_by_status: z.record(z.string(), z.int()),
});

const days = (fallback: number) =>
  z.object({ days: z.coerce.number().int().min(1).max(365).default(fallback) });

/** How the runs of tasks went. */
export function statsRoutes(app: ZodApp, { prisma }: RestDeps): void {
  const config = { scopes: ['runs:read'] } as const;
  const tags = ['runs'];

  app.get(
    '/tasks/:id/stats',
    {
      config,
      schema: {
        tags,
        summary: 'How the runs of a task went',
        params: TaskId,
        querystring: days(30),
        response: { 200: TaskStatsBody },
      },
    },
    async ({ params, query }) => {
      const { id } = params;
      const stats = await taskStats(prisma, id, query.days);
      const [success, failure] = await Promise.all([
        latest(prisma, id, 'done'),
        latest(prisma, id, 'failed'),
      ]);
      return {
        task_id: id,
        ...bodyOf(stats),
        last_success: toTimeOrNull(success),
        last_failure: toTimeOrNull(failure),
      };
    },
  );

  app.get(
    '/stats/summary',
    {
      config,
      schema: {
        tags,
        summary: 'How the runs of all tasks went',
        querystring: days(7),
        response: { 200: SummaryBody },
      },
    },
    async ({ query }) => {
      const stats = await statsSummary(prisma, query.days);
      return {
        ...bodyOf(stats),
        runs_per_day: stats.total / query.days,
        tasks_by_status: Object.fromEntries(
          Object.entries(stats.tasksByState).map(([state, count]) => [
            state === 'cancelled' ? 'canceled' : state,
            count,
          ]),
        ),
      };
    },
  );
}

function bodyOf(stats: RunStats): z.infer<typeof StatsBody> {
  const { done, failed } = stats.byState;
  const rate = stats.successRate ?? 0;
  return {
    period_days: stats.days,
    total_runs: stats.total,
    successful_runs: done,
    failed_runs: failed,
    runs_by_state: stats.byState,
    success_rate: rate,
    failure_rate: done + failed === 0 ? 0 : 1 - rate,
    p50_seconds: stats.p50Seconds,
    p95_seconds: stats.p95Seconds,
    last_run: toTimeOrNull(stats.latestAt),
    by_day: stats.byDay,
  };
}

async function latest(prisma: PrismaClient, taskId: string, state: string): Promise<Date | null> {
  const run = await prisma.run.findFirst({
    where: { taskId, state },
    orderBy: { createdAt: 'desc' },
    select: { createdAt: true },
  });
  return run?.createdAt ?? null;
}
