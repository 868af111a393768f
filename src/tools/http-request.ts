import { z } from 'zod';
import { defineTool, type AnyTool } from '../engine/pipelines/index.js';
import { refusal } from '../integrations/failures.js';
import { systemClock } from '../kernel/clock.js';
import { BranchlineError } from '../kernel/errors.js';
import { storableText } from '../kernel/storable.js';
import { askOutside, type Outside } from './outside/ask-outside.js';
import { storable } from './outside/storable.js';

const BODY_LIMIT = 1024 * 1024;
const ANSWER_LIMIT = 2 * 1024 * 1024;
const LONGEST_MS = 60_000;

/** They change nothing, and have no body. */
const READS: ReadonlySet<string> = new Set(['GET', 'HEAD']);

/** What the connection itself decides, or what leads elsewhere than the address says. */
const NOT_THEIRS: ReadonlySet<string> = new Set([
  ...['host', 'connection', 'content-length', 'transfer-encoding', 'upgrade', 'te', 'trailer', 'expect'],
  ...['keep-alive', 'accept-encoding', 'proxy-authorization', 'proxy-connection'],
]);

export function httpRequestTool(deps: {
  /** See `isAllowedPlace`; empty: nothing may be asked. */
  httpAllowHosts: readonly string[];
  /** How names are resolved and which addresses are open, when not as usual. */
  network?: Pick<Outside, 'resolve' | 'mayConnect'>;
}): AnyTool {
  const outside = { ...deps.network, allowHosts: deps.httpAllowHosts };
  return defineTool({
    name: 'http.request',
    description:
      'Asks a web address on the list of allowed hosts (HTTP_ALLOW_HOSTS), never one inside the network. At most 5 redirects, 1 MiB out, 2 MiB back, 60 seconds. Methods other than GET carry an Idempotency-Key.',
    input: z.strictObject({
      url: z.url({ protocol: /^https?$/ }).describe('The address, http or https'),
      method: z.enum(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']).default('GET').describe('The method'),
      headers: z
        .record(z.string().regex(/^[\w!#$%&'*+.^`|~-]+$/), z.string().regex(/^[\t\x20-\x7e]*$/))
        .default({})
        .describe('Headers; those of the connection itself are not for you'),
      body: z.json().optional().describe('A text as it is, everything else as JSON'),
      accept_errors: z
        .boolean()
        .default(false)
        .describe('An answer of 400 or more is a result too, and not a failure of the step'),
    }),
    output: z.object({
      status: z.number().describe('The status'),
      headers: z
        .record(z.string(), z.string())
        .describe('The headers, their names in lower case, without cookies'),
      body: z.json().describe('Read when it is JSON, else as text'),
      url: z.string().describe('The address that answered, after redirects and without its query'),
    }),
    changes: true,
    async run(input, { idempotencyKey, signal }) {
      const { method } = input;
      const answer = await askOutside(
        {
          ...bodyOf(input.body, method, headersOf(input.headers, method, idempotencyKey)),
          ...{ url: input.url, method, signal },
        },
        { ...outside, timeoutMs: LONGEST_MS, answerLimit: ANSWER_LIMIT },
      );
      if (answer.status >= 400 && !input.accept_errors)
        throw refusal(
          { code: 'http', title: 'The request' },
          { what: `${method} ${answer.url}`, secrets: [] },
          { status: answer.status, retryAfter: answer.headers['retry-after'] ?? null },
          systemClock.now(),
        );
      const { status, url } = answer;
      return { output: { status, url, headers: storable(answer.headers), body: readBody(answer) } };
    },
  });
}

function headersOf(
  given: Readonly<Record<string, string>>,
  method: string,
  idempotencyKey: string,
): Record<string, string> {
  const headers = Object.fromEntries(
    Object.entries(given).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const foreign = Object.keys(headers).find((name) => NOT_THEIRS.has(name));
  if (foreign !== undefined) throw badInput(`the header ${foreign} is set by the connection itself`);
  return {
    'user-agent': 'Branchline',
    ...(!READS.has(method) && { 'idempotency-key': idempotencyKey }),
    ...headers,
  };
}

function bodyOf(
  body: unknown,
  method: string,
  headers: Record<string, string>,
): { body: Buffer | null; headers: Record<string, string> } {
  if (body === undefined) return { body: null, headers };
  if (READS.has(method)) throw badInput(`a ${method} has no body`);
  const bytes = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  if (bytes.length > BODY_LIMIT) throw badInput(`the body is larger than ${BODY_LIMIT} bytes`);
  const type = typeof body === 'string' ? 'text/plain; charset=utf-8' : 'application/json';
  return { body: bytes, headers: { 'content-type': type, ...headers } };
}

function readBody(answer: { headers: Record<string, string>; body: Buffer }): ReturnType<typeof storable> {
  const text = answer.body.toString('utf8');
  if (!/^application\/(?:[\w.+-]+\+)?json\b/i.test(answer.headers['content-type'] ?? ''))
    return storableText(text);
  try {
    return storable(JSON.parse(text));
  } catch {
    return storableText(text);
  }
}

function badInput(fault: string): BranchlineError {
  return new BranchlineError('http.bad_input', { retryable: false, message: `Not asked: ${fault}.` });
}
