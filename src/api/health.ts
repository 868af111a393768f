import type { FastifyPluginCallback } from 'fastify';
import { errorMessage } from '../kernel/errors.js';

/** A part of the program and how it is asked whether it works; throwing means no. */
export interface HealthCheck {
  name: string;
  /** The program does its work without it: it is listed as degraded, and readiness stays. */
  optional?: true;
  check: () => Promise<void>;
}

/** `/health/live`: the process answers. `/health/ready` and `/health`: its parts work; the latter lists them. */
export function healthRoutes(checks: readonly HealthCheck[]): FastifyPluginCallback {
  async function ask(): Promise<{ ok: boolean; parts: Record<string, string> }> {
    const parts = await Promise.all(
      checks.map(async ({ name, optional, check }) => {
        try {
          await check();
          return { name, works: true, state: 'ok' };
        } catch (error) {
          const fault = errorMessage(error);
          return { name, works: optional === true, state: optional === true ? `degraded: ${fault}` : fault };
        }
      }),
    );
    return {
      ok: parts.every(({ works }) => works),
      parts: Object.fromEntries(parts.map(({ name, state }) => [name, state])),
    };
  }
  return (app, _options, ready) => {
    app.get('/health/live', () => ({ ok: true }));
    app.get('/health/ready', async (_request, reply) => {
      const { ok } = await ask();
      return reply.status(ok ? 200 : 503).send({ ok });
    });
    app.get('/health', async (_request, reply) => {
      const health = await ask();
      return reply.status(health.ok ? 200 : 503).send(health);
    });
    ready();
  };
}
