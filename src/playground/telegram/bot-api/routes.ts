import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Backend } from '../backend.js';
import { TelegramError } from '../errors.js';
import { errorAnswer } from './bot-api.js';
import { handleCall, type Exchanges } from './exchange.js';

/** `/bot<token>/<method>` and `/file/bot<token>/<file_path>`. */
export function botApiRoutes(app: FastifyInstance, deps: Exchanges & { backend: Backend }): void {
  const { backend } = deps;
  app.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
    const status = error.statusCode ?? 500;
    const description =
      status === 413
        ? 'Request Entity Too Large'
        : status < 500
          ? `Bad Request: ${error.message}`
          : 'Internal Server Error';
    if (status >= 500) process.emitWarning(error);
    return reply.status(status).send(errorAnswer(new TelegramError(status, description)));
  });

  app.route<{ Params: { token: string; method: string } }>({
    method: ['GET', 'POST'],
    url: '/bot:token/:method',
    handler: async (request, reply) => {
      if (request.params.token !== backend.bot.token) return refuse(reply, 401, 'Unauthorized');
      return handleCall(deps, request.params.method, request, reply);
    },
  });

  app.get<{ Params: { token: string; '*': string } }>('/file/bot:token/*', (request, reply) => {
    if (request.params.token !== backend.bot.token) return refuse(reply, 401, 'Unauthorized');
    const file = backend.state.mediaByPath.get(request.params['*']);
    const content = file === undefined ? undefined : backend.blobs.get(file.blob);
    if (content === undefined) return refuse(reply, 404, 'Not Found');
    return reply.type('application/octet-stream').send(content);
  });
}

function refuse(reply: FastifyReply, code: number, description: string): FastifyReply {
  return reply.status(code).send(errorAnswer(new TelegramError(code, description)));
}
