import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isStorable } from '../kernel/storable.js';
import { ApiFault, badRequest } from './fault.js';

const UNSTORABLE_MESSAGE = 'holds a character that cannot be stored (U+0000 or half of a surrogate pair)';

/**
 * Bodies are JSON and nothing else. An empty one is none, whatever its content type says: clients that always send
 * `Content-Type: application/json` can use the routes that need no body.
 */
export function acceptJsonOnly(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  const parse = app.getDefaultJsonParser('error', 'error');
  app.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body.trim() === '') {
      done(null, undefined);
      return;
    }
    void parse(request, body, (error, parsed: unknown) => {
      const fault = error === null ? findUnstorable(body, parsed) : notJson(error);
      done(fault ?? null, parsed);
    });
  });
  app.addHook('onRequest', async (request) => {
    refuseUnstorableAddress(request);
  });
}

function notJson(error: Error & { statusCode?: number }): Error {
  if (error.statusCode !== undefined && error.statusCode !== 400) return error;
  return new ApiFault(400, 'bad_request', `the body is not JSON: ${error.message}`);
}

function findUnstorable(body: string, parsed: unknown): Error | undefined {
  // A body of bytes was decoded: only an escape can bring such a character in.
  if (!body.includes('\\u')) return undefined;
  const path = pathOfUnstorable(parsed, '');
  if (path === undefined) return undefined;
  return badRequest(`${path || 'the body'} ${UNSTORABLE_MESSAGE}`, [{ path, message: UNSTORABLE_MESSAGE }]);
}

function pathOfUnstorable(value: unknown, path: string): string | undefined {
  if (typeof value === 'string') return isStorable(value) ? undefined : path;
  if (value === null || typeof value !== 'object') return undefined;
  for (const [key, inner] of Object.entries(value)) {
    if (!isStorable(key)) return path;
    const next = Array.isArray(value) ? `${path}[${key}]` : path ? `${path}.${key}` : key;
    const found = pathOfUnstorable(inner, next);
    if (found !== undefined) return found;
  }
  return undefined;
}

function refuseUnstorableAddress(request: FastifyRequest): void {
  if (request.url.includes('%00'))
    throw badRequest(`the address ${UNSTORABLE_MESSAGE}`, [{ path: 'url', message: UNSTORABLE_MESSAGE }]);
}
