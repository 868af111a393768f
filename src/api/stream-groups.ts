import {
  findGroup,
  forgetGroup,
  keepGroup,
  listGroups,
  seekConsumer,
  storedGroupName,
  type AgentGroup,
  type SeekTarget,
} from '../engine/events/index.js';
import type { Sql } from '../platform/sql/index.js';
import type { z } from 'zod';
import { makeChange } from './change.js';
import type { RestDeps, ZodApp } from './deps.js';
import { Operation, operation } from './operation.js';
import { page, pageOf, PageQuery } from './paging.js';
import { notThere, onGroup } from './stream-group-faults.js';
import { GroupBody, groupBodyOf, GroupName, groupOf, GroupTarget, GroupWish } from './stream-group-schema.js';

/** Consumer groups: a place in the stream that is kept here. Each agent has its own. */
export function streamGroupRoutes(app: ZodApp, deps: RestDeps): void {
  const config = { scopes: ['runs:read'] } as const;
  const tags = ['events'];

  app.get(
    '/stream/groups',
    {
      config,
      schema: {
        tags,
        summary: 'List your consumer groups, with how far each is behind',
        description: "By name. An administrator sees all agents' groups and the product's own.",
        querystring: PageQuery,
        response: { 200: pageOf(GroupBody) },
      },
    },
    async ({ query, actor }) => {
      const owner = actor.scopes.has('admin') ? null : actor.id;
      const { groups, total } = await listGroups(deps.sql, owner, query);
      return page(query, { items: groups.map(groupBodyOf), total });
    },
  );

  app.get(
    '/stream/groups/:name',
    {
      config,
      schema: {
        tags,
        summary: 'Show a consumer group of yours',
        params: GroupName,
        response: { 200: GroupBody },
      },
    },
    async ({ params, actor }) => bodyOf(deps.sql, groupOf(actor, params)),
  );

  app.put(
    '/stream/groups/:name',
    {
      config,
      schema: {
        tags,
        summary: 'Make a consumer group, or give it other types',
        description:
          'The same again changes nothing. Other types replace those it has, from its position on, and end its lease.',
        params: GroupName,
        body: GroupWish,
        response: { 200: GroupBody },
      },
    },
    (request, reply) =>
      makeChange(deps, request, reply, async ({ sql, actor, record }) => {
        const { name } = request.params;
        const { from = 'now', types = null } = request.body ?? {};
        const group = groupOf(actor, request.params);
        const agentId = actor.isBootstrap ? null : actor.id;
        const target = typeof from === 'number' ? { position: BigInt(from) } : from;
        const outcome = await onGroup(name, () => keepGroup(sql, group, { agentId, from: target, types }));
        if (outcome !== 'same') await record(`stream_group.${outcome}`, subjectOf(group), { types });
        const body = await bodyOf(sql, group);
        return { status: 200, body, wake: ['events'] };
      }),
  );

  app.delete(
    '/stream/groups/:name',
    {
      config,
      schema: {
        tags,
        summary: 'Forget a consumer group with its position',
        params: GroupName,
        response: { 200: Operation },
      },
    },
    (request, reply) =>
      makeChange(deps, request, reply, async ({ sql, actor, record }) => {
        const { name } = request.params;
        const group = groupOf(actor, request.params);
        if (!(await forgetGroup(sql, group))) throw notThere(name);
        await record('stream_group.forgotten', subjectOf(group));
        return { status: 200, body: operation('the group is forgotten', { name }), wake: ['events'] };
      }),
  );

  app.post(
    '/stream/groups/:name/seek',
    {
      config,
      schema: {
        tags,
        summary: 'Send a consumer group back, to read again, or ahead; ends its lease',
        params: GroupName,
        body: GroupTarget,
        response: { 200: GroupBody },
      },
    },
    (request, reply) =>
      makeChange(deps, request, reply, async ({ sql, actor, record }) => {
        const { name } = request.params;
        const group = groupOf(actor, request.params);
        const target = targetOf(request.body.to);
        const position = await onGroup(name, () => seekConsumer(sql, storedGroupName(group), target));
        await record('stream_group.sought', subjectOf(group), { position: Number(position) });
        return { status: 200, body: await bodyOf(sql, group), wake: ['events'] };
      }),
  );
}

async function bodyOf(sql: Sql, group: AgentGroup): Promise<GroupBody> {
  const found = await findGroup(sql, group);
  if (found === undefined) throw notThere(group.name);
  return groupBodyOf(found);
}

function targetOf(to: z.infer<typeof GroupTarget>['to']): SeekTarget {
  if (typeof to === 'string') return to;
  return 'position' in to ? { position: BigInt(to.position) } : { timestamp: new Date(to.timestamp) };
}

/** As audit names it; whose it is stands beside it. */
function subjectOf({ name }: AgentGroup): string {
  return `stream_group:${name}`;
}
