import { z } from 'zod';
import type { ShadowReplay } from '../platform/prisma/index.js';
import { nameOfActor } from './actor.js';
import { asOf } from './as-of.js';
import { makeChange } from './change.js';
import type { RestDeps, ZodApp } from './deps.js';
import { badRequest, notFound } from './fault.js';
import { newestPage, newestPageOf, NewestQuery, Time, toTime, toTimeOrNull } from './paging.js';
import { shownName } from './person-name.js';
import { Json } from './json.js';

const ShadowReplayBody = z
  .object({
    id: z.guid(),
    route: z.string(),
    since: Time,
    until: Time,
    state: z.enum(['running', 'done', 'failed']),
    events: z.int().describe('Compared so far'),
    same: z.int(),
    different: z.int(),
    differences: Json.describe('The first of them: event, step, before and after'),
    error: z.string().nullable(),
    requested_by: z.string(),
    created_at: Time,
    finished_at: Time.nullable(),
  })
  .describe('What a changed route would have done, beside what was done');
type ShadowReplayBody = z.infer<typeof ShadowReplayBody>;

const WithSource = ShadowReplayBody.extend({ source: z.string() });
const ReplayId = z.object({ id: z.guid() });

/** Changed routes tried on what has happened. */
export function shadowReplayRoutes(app: ZodApp, deps: RestDeps): void {
  const tags = ['pipelines'];
  const { prisma } = deps;

  app.post(
    '/shadow_replays',
    {
      config: { scopes: ['admin'] },
      schema: {
        tags,
        summary: 'Run a changed route over the events of a period; its effects are withheld',
        body: z.strictObject({
          source: z.string().max(100_000).describe('The route as YAML: `name`, `on`, `pipeline`'),
          since: Time,
          until: Time,
        }),
        response: { 202: WithSource },
      },
    },
    (request, reply) =>
      makeChange(deps, request, reply, async ({ work, actor, record }) => {
        const { source } = request.body;
        const since = new Date(request.body.since);
        const until = new Date(request.body.until);
        if (since >= until) {
          const message = 'has to be after `since`';
          throw badRequest(`until: ${message}`, [{ path: 'until', message }]);
        }
        const id = await deps.shadowReplays.start(work, {
          ...{ source, since, until },
          ...{ requestedBy: nameOfActor(actor), correlationId: request.id },
        });
        const replay = await work.tx.shadowReplay.findUniqueOrThrow({ where: { id } });
        await record('shadow_replay.started', `shadow_replay:${id}`, { route: replay.route });
        return { status: 202, body: { ...bodyOf(replay), source } };
      }),
  );

  app.get(
    '/shadow_replays',
    {
      config: { scopes: ['runs:read'] },
      schema: {
        tags,
        summary: 'List shadow replays, the newest first',
        querystring: NewestQuery,
        response: { 200: newestPageOf(ShadowReplayBody) },
      },
    },
    async ({ query }) => {
      const until = await asOf(deps.sql, query.before);
      const where = { createdAt: { lt: until } };
      const [total, rows] = await Promise.all([
        prisma.shadowReplay.count({ where }),
        prisma.shadowReplay.findMany({
          ...{ where, take: query.limit, skip: query.offset },
          orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
        }),
      ]);
      return newestPage(query, { items: rows.map(bodyOf), total, asOf: until });
    },
  );

  app.get(
    '/shadow_replays/:id',
    {
      config: { scopes: ['runs:read'] },
      schema: { tags, summary: 'Show a shadow replay', params: ReplayId, response: { 200: WithSource } },
    },
    async ({ params }) => {
      const replay = await prisma.shadowReplay.findUnique({ where: { id: params.id } });
      if (replay === null) throw notFound('shadow_replay', params.id);
      return { ...bodyOf(replay), source: replay.source };
    },
  );
}

function bodyOf(replay: ShadowReplay): ShadowReplayBody {
  return {
    id: replay.id,
    route: replay.route,
    since: toTime(replay.since),
    until: toTime(replay.until),
    state: ShadowReplayBody.shape.state.parse(replay.state),
    events: replay.events,
    same: replay.same,
    different: replay.different,
    differences: replay.differences as ShadowReplayBody['differences'],
    error: replay.error,
    requested_by: shownName(replay.requestedBy),
    created_at: toTime(replay.createdAt),
    finished_at: toTimeOrNull(replay.finishedAt),
  };
}
