import { IntegrationError } from '../kernel/errors.js';

/** An outside system as its errors call it: `code` begins their codes, `title` their sentences. */
export interface OutsideSystem {
  code: string;
  title: string;
}

/** A system's wish beyond this is taken for a mistake. */
const LONGEST_RETRY_AFTER_MS = 3_600_000;
const TEXT_LIMIT = 300;

/** The request was surely not carried out: it never had a connection. */
const NEVER_CONNECTED: ReadonlySet<string> = new Set([
  ...['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'],
  ...['UND_ERR_CONNECT_TIMEOUT', 'CERT_HAS_EXPIRED', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
]);

/** The error of a request that nobody answered; says by `reached` whether it can have been carried out. */
export function unanswered(
  system: OutsideSystem,
  request: { what: string; secrets: readonly string[] },
  why: 'timeout' | 'aborted' | 'unreachable',
  error: unknown,
): IntegrationError {
  const what = { timeout: 'no answer in time', aborted: 'given up', unreachable: 'cannot be reached' }[why];
  return new IntegrationError(`${system.code}.${why}`, {
    retryable: true,
    reached: codesOf(error).some((code) => NEVER_CONNECTED.has(code)) ? 'no' : 'unknown',
    message: `${system.title} ${request.what}: ${what}`,
    cause: new Error(withoutSecrets(storyOf(error), request.secrets)),
  });
}

/** The error that a status stands for; `reason` is what the system says of it, `retryAfter` its header. */
export function refusal(
  system: OutsideSystem,
  request: { what: string; secrets: readonly string[] },
  answer: { status: number; retryAfter: string | null; reason?: string },
  now: Date,
): IntegrationError {
  const { status } = answer;
  const reason = answer.reason === undefined ? '' : `: ${withoutSecrets(answer.reason, request.secrets)}`;
  const { name, retryable } = meaningOf(status);
  return new IntegrationError(`${system.code}.${name}`, {
    retryable,
    message: `${system.title} ${request.what}: status ${String(status)}${reason.slice(0, TEXT_LIMIT)}`,
    details: { status },
    ...(retryable && { retryAfterMs: retryAfterMs(answer.retryAfter, now) }),
  });
}

export function badAnswer(
  system: OutsideSystem,
  what: string,
  fault: string,
  retryable = false,
): IntegrationError {
  return new IntegrationError(`${system.code}.bad_answer`, {
    retryable,
    message: `${system.title} ${what}: ${fault}`,
  });
}

function meaningOf(status: number): { name: string; retryable: boolean } {
  if (status === 401 || status === 403) return { name: 'unauthorised', retryable: false };
  if (status === 404) return { name: 'not_found', retryable: false };
  if (status === 429) return { name: 'rate_limited', retryable: true };
  if (status === 408 || status >= 500) return { name: 'unreachable', retryable: true };
  return { name: status >= 400 ? 'refused' : 'bad_answer', retryable: false };
}

/** `Retry-After` is a number of seconds or a date. */
function retryAfterMs(header: string | null, now: Date): number | undefined {
  if (header === null || header.trim() === '') return undefined;
  const ms = /^\d+$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - now.getTime();
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, 0), LONGEST_RETRY_AFTER_MS);
}

function codesOf(error: unknown): string[] {
  return causesOf(error).flatMap((cause) =>
    'code' in cause && typeof cause.code === 'string' ? [cause.code] : [],
  );
}

/** "fetch failed: connect ECONNREFUSED 127.0.0.1:9": the reason of a failed request is in its causes. */
function storyOf(error: unknown): string {
  const parts = causesOf(error).map((cause) => cause.message);
  return parts.length === 0 ? 'unknown failure' : parts.join(': ');
}

function causesOf(error: unknown): Error[] {
  const causes: Error[] = [];
  for (let next: unknown = error; next instanceof Error && causes.length < 4; next = next.cause)
    causes.push(next);
  return causes;
}

function withoutSecrets(text: string, secrets: readonly string[]): string {
  return secrets
    .filter((secret) => secret !== '')
    .flatMap((secret) => [secret, encodeURIComponent(secret)])
    .reduce((clean, secret) => clean.replaceAll(secret, '[redacted]'), text);
}
