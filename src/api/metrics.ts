import type { FastifyPluginCallback } from 'fastify';
import { equalInConstantTime } from '../kernel/constant-time.js';
import { Gauge, type Registry } from '../platform/metrics/index.js';
import { loadStatement, type Sql } from '../platform/sql/index.js';

const queueDepthSql = loadStatement(import.meta.url, './sql/queue-depth.sql');
const outboxDepthSql = loadStatement(import.meta.url, './sql/outbox-depth.sql');

/** `/metrics` in Prometheus' text form; with a token only for who has it. Depths are read when asked for. */
export function metricsRoutes(deps: {
  registry: Registry;
  sql: Sql;
  token: string | undefined;
}): FastifyPluginCallback {
  const { registry, sql } = deps;
  const depth = new Gauge({
    name: 'branchline_queue_depth',
    help: 'Jobs by state',
    labelNames: ['state'],
    registers: [registry],
  });
  const oldest = new Gauge({
    name: 'branchline_queue_oldest_seconds',
    help: 'For how long the oldest job that could run has waited',
    registers: [registry],
  });
  const dead = new Gauge({
    name: 'branchline_dead_letters',
    help: 'Jobs that are dead',
    registers: [registry],
  });
  const outbox = new Gauge({
    name: 'branchline_outbox_depth',
    help: 'Effects that have not left, by lane',
    labelNames: ['lane'],
    registers: [registry],
  });

  async function read(): Promise<void> {
    const states = await sql.rows<{ state: string; count: number; oldestSeconds: number | null }>(
      queueDepthSql,
      [],
    );
    depth.reset();
    for (const { state, count } of states) depth.set({ state }, count);
    dead.set(states.find((row) => row.state === 'dead')?.count ?? 0);
    oldest.set(states.find((row) => row.state === 'ready')?.oldestSeconds ?? 0);
    const lanes = await sql.rows<{ lane: string; count: number }>(outboxDepthSql, []);
    outbox.reset();
    for (const { lane, count } of lanes) outbox.set({ lane }, count);
  }

  return (app, _options, ready) => {
    app.get('/metrics', async (request, reply) => {
      const given = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
      if (deps.token !== undefined && !equalInConstantTime(given, deps.token))
        return reply.status(401).send({
          error: 'unauthorised',
          message: 'the bearer token is missing or wrong',
          details: {},
          requestId: request.id,
        });
      await read();
      return reply.type(registry.contentType).send(await registry.metrics());
    });
    ready();
  };
}
