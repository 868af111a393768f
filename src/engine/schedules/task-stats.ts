import type { PrismaClient } from '../../platform/prisma/index.js';
import { loadStatement, sqlOfPrisma, type Sql } from '../../platform/sql/index.js';
import { getTask } from './held-task.js';

const runStatsSql = loadStatement(import.meta.url, './sql/run-stats.sql');
const runStatsByDaySql = loadStatement(import.meta.url, './sql/run-stats-by-day.sql');

const RUN_STATES = ['done', 'failed', 'cancelled', 'skipped', 'queued', 'running', 'paused'] as const;

/** How runs of tasks went that were made in the last `days`. */
export interface RunStats {
  days: number;
  total: number;
  byState: Record<(typeof RUN_STATES)[number], number>;
  /** Of the runs that ended well or failed, 0..1; null: there is none. */
  successRate: number | null;
  /** How long these took; null: there is none. */
  p50Seconds: number | null;
  p95Seconds: number | null;
  latestAt: Date | null;
  /** Days are UTC, oldest first, today included. */
  byDay: { day: string; done: number; failed: number; skipped: number }[];
}

export interface StatsSummary extends RunStats {
  /** How many tasks there are in each state. */
  tasksByState: Record<string, number>;
}

/** Throws `task.not_found`. */
export async function taskStats(prisma: PrismaClient, taskId: string, days: number): Promise<RunStats> {
  await getTask(prisma, taskId);
  return runStats(sqlOfPrisma(prisma), taskId, days);
}

export async function statsSummary(prisma: PrismaClient, days: number): Promise<StatsSummary> {
  const tasks = await prisma.task.groupBy({ by: ['state'], _count: true });
  return {
    ...(await runStats(sqlOfPrisma(prisma), null, days)),
    tasksByState: Object.fromEntries(tasks.map(({ state, _count }) => [state, _count])),
  };
}

type Counts = RunStats['byState'] & Pick<RunStats, 'total' | 'p50Seconds' | 'p95Seconds' | 'latestAt'>;

async function runStats(sql: Sql, taskId: string | null, days: number): Promise<RunStats> {
  const [counts] = await sql.rows<Counts>(runStatsSql, [taskId, days]);
  const byDay = await sql.rows<RunStats['byDay'][number]>(runStatsByDaySql, [taskId, days]);
  const byState = Object.fromEntries(RUN_STATES.map((state) => [state, counts?.[state] ?? 0]));
  const ended = (counts?.done ?? 0) + (counts?.failed ?? 0);
  return {
    days,
    total: counts?.total ?? 0,
    byState: byState as RunStats['byState'],
    successRate: ended === 0 ? null : (counts?.done ?? 0) / ended,
    p50Seconds: counts?.p50Seconds ?? null,
    p95Seconds: counts?.p95Seconds ?? null,
    latestAt: counts?.latestAt ?? null,
    byDay,
  };
}
