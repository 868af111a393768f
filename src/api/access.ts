import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { authorise, type Actor } from './actor.js';
import { ApiFault } from './fault.js';
import type { Scope } from './scopes.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** One of these scopes is needed; an empty list: any valid token will do. */
    scopes?: readonly Scope[];
  }
  interface FastifyRequest {
    /** Whose token the request carries; set before any handler. */
    actor: Actor;
  }
}

/**
 * Every route of `app` asks for a token, within its limit of requests a minute and with one of the route's scopes. The
 * limit is counted by each process for itself.
 */
export async function guard(
  app: FastifyInstance,
  authenticate: (authorization: string | undefined) => Promise<Actor>,
): Promise<void> {
  app.decorateRequest('actor');
  app.addHook('onRequest', async (request) => {
    request.actor = await authenticate(request.headers.authorization);
  });
  await app.register(rateLimit, {
    timeWindow: 60_000,
    cache: 10_000,
    keyGenerator: (request: FastifyRequest) => request.actor.id,
    max: (request: FastifyRequest) => request.actor.requestsPerMinute,
    errorResponseBuilder: (_request, { max, ttl }) => {
      const seconds = Math.ceil(ttl / 1000);
      return new ApiFault(
        429,
        'too_many_requests',
        `this token may make ${max} requests a minute; ask again in ${seconds} s`,
        { retryable: true, details: { retry_after_seconds: seconds } },
      );
    },
  });
  app.addHook('preParsing', async (request, _reply, payload) => {
    authorise(request.actor, request.routeOptions.config.scopes ?? ['admin']);
    return payload;
  });
}
