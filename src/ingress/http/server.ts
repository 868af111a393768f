import helmet from '@fastify/helmet';
import fastify, {
  LogController,
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import { newCorrelationId } from '../../kernel/ids.js';
import type { Logger } from '../../platform/log/index.js';

const BODY_LIMIT = 1024 * 1024;

/** An answer other than 200 that is meant for whoever asked. */
export class HttpFault extends Error {
  constructor(
    readonly statusCode: number,
    readonly code: string,
    message: string,
    readonly details?: Record<string, unknown>,
  ) {
    super(message);
    this.name = 'HttpFault';
  }
}

/**
 * The HTTP side: one form of errors, `{"error","message","details","requestId"}`; what went wrong inside is logged
 * and not told. The request's id is the correlation id of all that follows from it.
 */
export async function createHttpServer(log: Logger): Promise<FastifyInstance> {
  const app = fastify({
    loggerInstance: log,
    // An address may hold a secret (?t=): requests are logged by what they meant, not by their address.
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'correlationId' }),
    bodyLimit: BODY_LIMIT,
    genReqId: () => newCorrelationId(),
    trustProxy: true,
    forceCloseConnections: true,
    frameworkErrors: refuseAddress,
  });
  await app.register(helmet);
  app.setErrorHandler<FastifyError | HttpFault>((error, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status >= 500) request.log.error({ err: error }, 'a request failed');
    else request.log.warn({ status, code: error.code, route: request.routeOptions.url }, error.message);
    const own = error instanceof HttpFault;
    return reply.status(status).send({
      error: own ? error.code : (codes[status] ?? (status >= 500 ? 'internal' : 'bad_request')),
      message: status >= 500 ? 'something went wrong here; it was logged' : error.message,
      details: own ? (error.details ?? {}) : {},
      requestId: request.id,
    });
  });
  app.setNotFoundHandler((request, reply) =>
    reply.status(404).send({
      error: 'not_found',
      message: `there is no ${request.method} ${request.url.split('?')[0] ?? ''}`,
      details: {},
      requestId: request.id,
    }),
  );
  return app as unknown as FastifyInstance;
}

/** An address that cannot be read never comes to a route, nor to the handlers of errors. */
function refuseAddress(_error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  void reply.status(400).send({
    error: 'bad_request',
    message: 'this address cannot be read',
    details: {},
    requestId: request.id,
  });
}

const codes: Readonly<Record<number, string>> = {
  400: 'bad_request',
  413: 'too_large',
  415: 'unsupported_media_type',
};
