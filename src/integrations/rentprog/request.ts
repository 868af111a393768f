import type { Clock } from '../../kernel/clock.js';
import { IntegrationError } from '../../kernel/errors.js';
import { badAnswer } from './answer.js';

export type Fetch = typeof globalThis.fetch;

export interface RequestDeps {
  baseUrl: string;
  fetch: Fetch;
  clock: Clock;
  timeoutMs: number;
}

export interface GetRequest {
  path: string;
  query?: Readonly<Record<string, string>>;
  headers?: Readonly<Record<string, string>>;
  /** Texts of this request that must not show in an error. */
  secrets: readonly string[];
}

/** A wish of RentProg's beyond this is taken for a mistake. */
const longestRetryAfterMs = 3_600_000;

/**
 * One GET, its JSON answer. The query never shows in an error: it may hold the company's token.
 *
 * @throws {IntegrationError} `rentprog.timeout`, `.unreachable`, `.unauthorised`, `.not_found`, `.rate_limited` or
 * `.bad_answer`.
 */
export async function getJson(deps: RequestDeps, request: GetRequest): Promise<unknown> {
  const url = new URL(`${deps.baseUrl.replace(/\/+$/, '')}${request.path}`);
  for (const [name, value] of Object.entries(request.query ?? {})) url.searchParams.set(name, value);
  const signal = AbortSignal.timeout(deps.timeoutMs);
  let status: number;
  let retryAfter: string | null;
  let body: string;
  try {
    const response = await deps.fetch(url, {
      headers: { accept: 'application/json', ...request.headers },
      // A redirect would take the tokens to wherever it points.
      redirect: 'manual',
      signal,
    });
    status = response.status;
    retryAfter = response.headers.get('retry-after');
    body = await response.text();
  } catch (error) {
    throw failure(deps, request, signal.aborted, error);
  }
  if (status !== 200) throw refusal(request.path, status, retryAfterMs(retryAfter, deps.clock));
  try {
    return JSON.parse(body);
  } catch {
    // A page in front of the API (maintenance, a gateway) answers so for a while.
    throw badAnswer(request.path, 'the answer is no JSON', true);
  }
}

function failure(
  deps: RequestDeps,
  request: GetRequest,
  timedOut: boolean,
  error: unknown,
): IntegrationError {
  const what = timedOut ? `no answer in ${String(deps.timeoutMs)} ms` : 'cannot be reached';
  return new IntegrationError(timedOut ? 'rentprog.timeout' : 'rentprog.unreachable', {
    retryable: true,
    message: `RentProg ${request.path}: ${what}`,
    details: { path: request.path },
    cause: new Error(withoutSecrets(story(error), request.secrets)),
  });
}

function refusal(path: string, status: number, waitMs: number | undefined): IntegrationError {
  const options = {
    message: `RentProg ${path}: status ${String(status)}`,
    details: { path, status },
  };
  if (status === 401 || status === 403)
    return new IntegrationError('rentprog.unauthorised', { ...options, retryable: false });
  if (status === 404) return new IntegrationError('rentprog.not_found', { ...options, retryable: false });
  if (status === 429)
    return new IntegrationError('rentprog.rate_limited', {
      ...options,
      retryable: true,
      ...(waitMs !== undefined && { retryAfterMs: waitMs }),
    });
  if (status === 408 || status >= 500)
    return new IntegrationError('rentprog.unreachable', {
      ...options,
      retryable: true,
      ...(waitMs !== undefined && { retryAfterMs: waitMs }),
    });
  return new IntegrationError('rentprog.bad_answer', { ...options, retryable: false });
}

/** `Retry-After` is a number of seconds or a date. */
function retryAfterMs(header: string | null, clock: Clock): number | undefined {
  if (header === null || header.trim() === '') return undefined;
  const ms = /^\d+$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - clock.now().getTime();
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, 0), longestRetryAfterMs);
}

/** "fetch failed: connect ECONNREFUSED 127.0.0.1:9": the reason of a failed fetch is in its causes. */
function story(error: unknown): string {
  const parts: string[] = [];
  let current: unknown = error;
  for (let depth = 0; depth < 4 && current instanceof Error; depth += 1) {
    const code = 'code' in current && typeof current.code === 'string' ? current.code : '';
    parts.push([current.message, current.message.includes(code) ? '' : code].filter(Boolean).join(' '));
    current = current.cause;
  }
  return parts.length === 0 ? 'unknown failure' : parts.join(': ');
}

function withoutSecrets(text: string, secrets: readonly string[]): string {
  let clean = text;
  for (const secret of secrets.filter((one) => one !== '')) {
    for (const form of [
      secret,
      encodeURIComponent(secret),
      new URLSearchParams([['', secret]]).toString().slice(1),
    ])
      clean = clean.replaceAll(form, '[redacted]');
  }
  return clean;
}
