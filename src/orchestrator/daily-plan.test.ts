import { join } from 'node:path';
import { Registry } from 'prom-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inHours, viewOf } from '../../test/support/agents.js';
import { openTestDatabase, type OpenDatabase } from '../../test/support/database.js';
import { agents } from '../agents/index.js';
import { ReportPost, REPORT_POST } from '../domain/reports/index.js';
import { loadTexts } from '../platform/i18n/index.js';
import { packageRoot } from '../platform/package-root.js';
import { createGather } from './gather.js';
import { createOrchestratorMetrics } from './metrics.js';
import { loadRoutes } from './routes.js';
import { createAgentTools } from './tools.js';

let database: OpenDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
});

afterAll(() => database.close());

describe('the day’s plan and report', () => {
  it('are asked for by the schedule and looked after by every check of the bookings', () => {
    const { prisma, sql } = database;
    const { db: _db, ...view } = viewOf(database);
    const metrics = createOrchestratorMetrics(new Registry());
    const routes = loadRoutes(createAgentTools({ prisma, sql, view, agents, metrics }));
    for (const type of ['daily.plan.generate', 'check.bookings'])
      expect(
        routes.filter((route) => route.on.includes(type)).map(({ name }) => name),
        type,
      ).toContain('day-planned');
  });

  it('a report that was decided is drawn by a job, one for the branch’s day however often it is decided', async () => {
    const { company, clock } = viewOf(database);
    const texts = loadTexts(join(packageRoot, 'locales'));
    const gather = createGather({ company, texts, clock });
    const output = [{ do: 'report', branch: 'tbilisi', date: '2025-12-01' }];
    for (let n = 0; n < 2; n++)
      await database.workshop.transact((work) =>
        gather(
          {
            ...{ runId: 'r', route: 'day-planned', taskId: null, eventId: null, correlationId: 'c1' },
            ...{ cause: 'event', state: 'done', failures: null, failed: [] },
            outputs: [{ step: 'plan', uses: 'agents.daily-planner', output }],
          },
          work,
        ),
      );
    const jobs = await database.prisma.job.findMany({ where: { kind: REPORT_POST } });
    expect(jobs.map(({ payload }) => ReportPost.parse(payload))).toEqual([
      { branch: 'tbilisi', period: 'day', date: '2025-12-01', to: null },
    ]);
    expect(jobs[0]?.runAt.getTime()).toBeGreaterThan(inHours(0).getTime());
  });
});
