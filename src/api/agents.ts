import { z } from 'zod';
import type { Prisma } from '../platform/prisma/index.js';
import {
  AgentBody,
  agentBodyOf,
  AgentChange,
  AgentId,
  NewAgent,
  TokenRequest,
  TokenBody,
} from './agent-schema.js';
import { makeChange } from './change.js';
import type { RestDeps, ZodApp } from './deps.js';
import { ApiFault, notFound } from './fault.js';
import { Operation, operation } from './operation.js';
import { page, pageOf, PageQuery } from './paging.js';
import { Scope } from './scopes.js';
import { giveToken } from './give-token.js';

const AgentQuery = PageQuery.extend({
  name_filter: z.string().optional().describe('A part of the name'),
  scope_filter: Scope.optional(),
});

/** Outside agents and their tokens; administrators only. */
export function agentRoutes(app: ZodApp, deps: RestDeps): void {
  const config = { scopes: ['admin'] } as const;
  const tags = ['agents'];

  app.post(
    '/agents',
    {
      config,
      schema: {
        tags,
        summary: 'Register an agent; its token is shown in this answer and never again',
        body: NewAgent,
        response: { 201: AgentBody.extend(TokenBody.shape) },
      },
    },
    (request, reply) =>
      makeChange(deps, request, reply, async ({ work, sql, record }) => {
        const { name, scopes, webhook_url, requests_per_minute, expires_in_days } = request.body;
        await refuseTakenName(work.tx, name, undefined);
        const agent = await work.tx.apiAgent.create({
          data: {
            ...{ name, scopes },
            webhookUrl: webhook_url ?? null,
            ...(requests_per_minute !== undefined && { requestsPerMinute: requests_per_minute }),
          },
        });
        const given = await giveToken(sql, agent.id, expires_in_days);
        await record('agent.created', `agent:${agent.id}`, { name, scopes });
        const body = {
          ...agentBodyOf({ ...agent, tokenHash: given.hash, tokenExpiresAt: given.expiresAt }),
          ...given.body,
        };
        return { status: 201, isSecret: true, body };
      }),
  );

  app.get(
    '/agents',
    {
      config,
      schema: { tags, summary: 'List agents', querystring: AgentQuery, response: { 200: pageOf(AgentBody) } },
    },
    async ({ query }) => {
      const { limit, offset, name_filter, scope_filter } = query;
      const where: Prisma.ApiAgentWhereInput = {
        deletedAt: null,
        ...(name_filter !== undefined && { name: { contains: name_filter, mode: 'insensitive' } }),
        ...(scope_filter !== undefined && { scopes: { has: scope_filter } }),
      };
      const [total, rows] = await Promise.all([
        deps.prisma.apiAgent.count({ where }),
        deps.prisma.apiAgent.findMany({
          ...{ where, take: limit, skip: offset },
          orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
        }),
      ]);
      return page(query, { items: rows.map(agentBodyOf), total });
    },
  );

  app.get(
    '/agents/:id',
    { config, schema: { tags, summary: 'Show an agent', params: AgentId, response: { 200: AgentBody } } },
    async ({ params }) => agentBodyOf(await findAgent(deps.prisma, params.id)),
  );

  app.put(
    '/agents/:id',
    {
      config,
      schema: {
        tags,
        summary: 'Change an agent; what is not given stays',
        params: AgentId,
        body: AgentChange,
        response: { 200: AgentBody },
      },
    },
    (request, reply) =>
      makeChange(deps, request, reply, async ({ work, record }) => {
        const { id } = await findAgent(work.tx, request.params.id);
        const { name, scopes, webhook_url, requests_per_minute } = request.body;
        if (name !== undefined) await refuseTakenName(work.tx, name, id);
        const agent = await work.tx.apiAgent.update({
          where: { id },
          data: {
            ...(name !== undefined && { name }),
            ...(scopes !== undefined && { scopes }),
            ...(webhook_url !== undefined && { webhookUrl: webhook_url }),
            ...(requests_per_minute !== undefined && { requestsPerMinute: requests_per_minute }),
          },
        });
        await record('agent.changed', `agent:${id}`, { fields: Object.keys(request.body) });
        return { status: 200, body: agentBodyOf(agent) };
      }),
  );

  app.delete(
    '/agents/:id',
    {
      config,
      schema: {
        tags,
        summary: 'Remove an agent; its token is refused from now on, its tasks stay, its consumer groups go',
        params: AgentId,
        response: { 200: Operation },
      },
    },
    (request, reply) =>
      makeChange(deps, request, reply, async ({ work, record }) => {
        const { id, name } = await findAgent(work.tx, request.params.id);
        // The name is free again; the row stays for what the agent has left behind.
        await work.tx.apiAgent.update({
          where: { id },
          data: { deletedAt: new Date(), tokenHash: null, name: `${name} (removed ${id})` },
        });
        await work.tx.eventConsumer.deleteMany({ where: { agentId: id } });
        await record('agent.removed', `agent:${id}`, { name });
        return { status: 200, body: operation('the agent is removed', { agent_id: id }) };
      }),
  );

  app.post(
    '/agents/:id/token',
    {
      config,
      schema: {
        tags,
        summary: 'Give an agent a new token; the old one is refused from now on',
        params: AgentId,
        body: TokenRequest,
        response: { 201: TokenBody.extend({ agent_id: z.guid() }) },
      },
    },
    (request, reply) =>
      makeChange(deps, request, reply, async ({ work, sql, record }) => {
        const { id } = await findAgent(work.tx, request.params.id);
        const given = await giveToken(sql, id, request.body?.expires_in_days);
        await record('agent.token_given', `agent:${id}`, { expiresAt: given.body.token_expires_at });
        return { status: 201, isSecret: true, body: { agent_id: id, ...given.body } };
      }),
  );

  app.delete(
    '/agents/:id/token',
    {
      config,
      schema: {
        tags,
        summary: 'Revoke the token of an agent; the agent stays',
        params: AgentId,
        response: { 200: Operation },
      },
    },
    (request, reply) =>
      makeChange(deps, request, reply, async ({ work, record }) => {
        const { id } = await findAgent(work.tx, request.params.id);
        await work.tx.apiAgent.update({ where: { id }, data: { tokenHash: null, tokenExpiresAt: null } });
        await record('agent.token_revoked', `agent:${id}`);
        return { status: 200, body: operation('the token is revoked', { agent_id: id }) };
      }),
  );
}

async function findAgent(
  db: Prisma.TransactionClient,
  id: string,
): Promise<Prisma.ApiAgentGetPayload<object>> {
  const agent = await db.apiAgent.findFirst({ where: { id, deletedAt: null } });
  if (agent === null) throw notFound('agent', id);
  return agent;
}

async function refuseTakenName(
  tx: Prisma.TransactionClient,
  name: string,
  self: string | undefined,
): Promise<void> {
  const other = await tx.apiAgent.findUnique({ where: { name } });
  if (other !== null && other.id !== self)
    throw new ApiFault(409, 'agent.name_taken', `another agent has the name ${name}`, {
      details: { agent_id: other.id },
    });
}
