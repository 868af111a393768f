import { z } from 'zod';
import { listRuns, timeline, type RunFilter, type Timeline } from '../engine/pipelines/index.js';
import { getTask } from '../engine/schedules/index.js';
import { asOf } from './as-of.js';
import type { RestDeps, ZodApp } from './deps.js';
import { notFound } from './fault.js';
import { newestPage, newestPageOf, NewestQuery, Time } from './paging.js';
import { RunBody, runBodyOf, RunId, RunState, RunWithTimeline, runWithTimelineOf } from './run-schema.js';
import { TaskId } from './task-schema.js';
import { timelinePicture } from './timeline-picture.js';

const RunQuery = NewestQuery.extend({
  task_id: z.guid().optional(),
  route: z.string().max(200).optional(),
  event_id: z.guid().optional(),
  state: RunState.optional(),
  success: z.enum(['true', 'false']).optional().describe('Done or failed; `state` says it more exactly'),
  start_time: Time.optional().describe('Made at or after this time'),
  end_time: Time.optional().describe('Made before this time'),
});

/** What tasks and routes did. */
export function runRoutes(app: ZodApp, deps: RestDeps): void {
  const { prisma } = deps;
  const config = { scopes: ['runs:read'] } as const;
  const tags = ['runs'];

  app.get(
    '/runs',
    {
      config,
      schema: {
        tags,
        summary: 'List runs, the newest first',
        querystring: RunQuery,
        response: { 200: newestPageOf(RunBody) },
      },
    },
    async ({ query }) => {
      const until = await asOf(deps.sql, query.before);
      const { runs, total } = await listRuns(prisma, { ...filterOf(query, until), ...query });
      return newestPage(query, { items: runs.map(runBodyOf), total, asOf: until });
    },
  );

  app.get(
    '/runs/:id',
    {
      config,
      schema: {
        tags,
        summary: 'Show a run with its timeline',
        params: RunId,
        response: { 200: RunWithTimeline },
      },
    },
    async ({ params }) => runWithTimelineOf(await findRun(deps, params.id)),
  );

  app.get(
    '/runs/:id/timeline.svg',
    {
      config,
      schema: {
        tags,
        summary: 'Draw the timeline of a run',
        params: RunId,
        response: { 200: { content: { 'image/svg+xml': { schema: z.string() } } } },
      },
    },
    async ({ params }, reply) => {
      const run = await findRun(deps, params.id);
      const now = await asOf(deps.sql, undefined);
      return reply.type('image/svg+xml').send(timelinePicture(run, now));
    },
  );

  app.get(
    '/tasks/:id/latest',
    {
      config,
      schema: {
        tags,
        summary: 'Show the newest run of a task; null when it has not run yet',
        params: TaskId,
        response: { 200: RunWithTimeline.nullable() },
      },
    },
    async ({ params }, reply) => {
      const { id: taskId } = await getTask(prisma, params.id);
      const { runs } = await listRuns(prisma, { taskId, limit: 1, offset: 0 });
      const [newest] = runs;
      const body = newest === undefined ? null : runWithTimelineOf(await findRun(deps, newest.id));
      // Fastify answers null with an empty body; this is JSON.
      return reply.type('application/json; charset=utf-8').serializer(JSON.stringify).send(body);
    },
  );
}

async function findRun(deps: RestDeps, id: string): Promise<Timeline> {
  const run = await timeline(deps, id);
  if (run === null) throw notFound('run', id);
  return run;
}

function filterOf(query: z.infer<typeof RunQuery>, asOfTime: Date): RunFilter {
  const { task_id, route, event_id, state, success, start_time, end_time } = query;
  const until =
    end_time === undefined ? asOfTime : new Date(Math.min(asOfTime.getTime(), Date.parse(end_time)));
  return {
    until,
    ...(task_id !== undefined && { taskId: task_id }),
    ...(route !== undefined && { route }),
    ...(event_id !== undefined && { eventId: event_id }),
    ...(start_time !== undefined && { since: new Date(start_time) }),
    ...(state !== undefined
      ? { states: [state] }
      : success !== undefined && { states: [success === 'true' ? 'done' : 'failed'] }),
  };
}
