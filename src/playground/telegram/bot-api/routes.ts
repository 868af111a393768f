import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Backend } from '../backend.js';
import { TelegramError } from '../errors.js';
import { errorAnswer, type ApiAnswer, type ApiCall, type BotApi } from './bot-api.js';
import type { Faults } from './faults.js';
import { readRequest } from './request.js';

interface Deps {
  backend: Backend;
  api: BotApi;
  faults: Faults;
}

/** `/bot<token>/<method>` and `/file/bot<token>/<file_path>`. */
export function botApiRoutes(app: FastifyInstance, deps: Deps): void {
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

async function handleCall(
  { api, faults }: Deps,
  method: string,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const hangUp = new AbortController();
  reply.raw.once('close', () => hangUp.abort());
  const call: ApiCall = { method, ...(await readRequest(request)), signal: hangUp.signal };
  const fault = faults.take(method, call.params['chat_id']);
  if (fault?.delay_ms !== undefined) await pause(fault.delay_ms);
  if (fault?.drop === 'before') {
    api.log(call, { ok: false, description: 'connection dropped before the call took effect' });
    return drop(request, reply);
  }
  if (fault?.error !== undefined) {
    const answer: ApiAnswer = { ok: false, ...fault.error };
    api.log(call, answer);
    return reply.status(fault.error.error_code).send(answer);
  }
  const answer = await api.execute(call);
  if (fault?.drop === 'after') return drop(request, reply);
  return reply.status(answer.error_code ?? 200).send(answer);
}

function drop(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  reply.hijack();
  request.raw.socket.destroy();
  return reply;
}

function refuse(reply: FastifyReply, code: number, description: string): FastifyReply {
  return reply.status(code).send(errorAnswer(new TelegramError(code, description)));
}
