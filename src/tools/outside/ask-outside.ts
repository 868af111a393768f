import { lookup, type LookupAddress } from 'node:dns';
import { isIP } from 'node:net';
import { promisify } from 'node:util';
import { unanswered } from '../../integrations/failures.js';
import { BranchlineError, IntegrationError } from '../../kernel/errors.js';
import { forbidden, requireAllowed } from './allowed-hosts.js';
import { exchange, type ExchangeAnswer } from './exchange.js';
import { isPublicAddress } from './public-address.js';

export interface Outside {
  /** Hosts that may be asked (`isAllowedPlace`); none when empty. */
  allowHosts: readonly string[];
  /** Longest time for all of it. */
  timeoutMs: number;
  /** Bytes of an answer. */
  answerLimit: number;
  /** All addresses of a host; the system's resolver when absent. */
  resolve?: (host: string) => Promise<LookupAddress[]>;
  /** Whether a connection may go to an address; those of the open internet when absent. */
  mayConnect?: (address: string) => boolean;
}

export interface Question {
  url: string;
  method: string;
  headers: Readonly<Record<string, string>>;
  body: Buffer | null;
  signal: AbortSignal;
}

const MOST_REDIRECTS = 5;
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
const system = { code: 'http', title: 'The request' };
const resolveAll = promisify(lookup);

/**
 * Asks a host that is on the list and on the open internet, and follows its redirects by the same rules.
 *
 * @throws {BranchlineError} `http.forbidden`, `.too_many_redirects`, `.too_large`, and `http.timeout`, `.aborted`,
 * `.unreachable` (worth a retry)
 */
export async function askOutside(
  question: Question,
  outside: Outside,
): Promise<ExchangeAnswer & { url: string }> {
  const timeout = AbortSignal.timeout(outside.timeoutMs);
  const signal = AbortSignal.any([timeout, question.signal]);
  let next = { ...question, url: addressOf(question.url) };
  try {
    for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
      requireAllowed(next.url, outside.allowHosts);
      const addresses = await openAddressesOf(next.url, outside, signal);
      const answer = await exchange({ ...next, addresses, answerLimit: outside.answerLimit, signal });
      const to = answer.headers.location;
      if (!REDIRECTS.has(answer.status) || to === undefined) return { ...answer, url: shown(next.url) };
      next = redirected(next, answer.status, addressOf(to, next.url));
    }
  } catch (error) {
    if (error instanceof BranchlineError) throw error;
    const why = timeout.aborted ? 'timeout' : question.signal.aborted ? 'aborted' : 'unreachable';
    throw unanswered(system, { what: `${next.method} ${next.url.host}`, secrets: [] }, why, error);
  }
  throw new IntegrationError('http.too_many_redirects', {
    retryable: false,
    message: `${next.url.host} redirects more than ${String(MOST_REDIRECTS)} times.`,
  });
}

/** All of the host's addresses, if all of them may be connected to: a name must not lead inside on a second look. */
async function openAddressesOf(url: URL, outside: Outside, signal: AbortSignal): Promise<LookupAddress[]> {
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const family = isIP(host);
  const resolve = outside.resolve ?? ((name: string) => resolveAll(name, { all: true }));
  const addresses = family === 0 ? await unlessAborted(resolve(host), signal) : [{ address: host, family }];
  const mayConnect = outside.mayConnect ?? isPublicAddress;
  if (addresses.length === 0 || !addresses.every(({ address }) => mayConnect(address)))
    throw forbidden(`${url.hostname} is not on the open internet`);
  return addresses;
}

/** A redirect changes to GET as browsers do, and takes what is secret to no other place. */
function redirected<
  Asked extends { url: URL; method: string; headers: Readonly<Record<string, string>>; body: Buffer | null },
>(asked: Asked, status: number, url: URL): Asked {
  const toGet = status === 303 ? asked.method !== 'HEAD' : status < 303 && asked.method === 'POST';
  const elsewhere = url.origin !== asked.url.origin;
  const dropped = (name: string): boolean =>
    (elsewhere && !HARMLESS_HEADERS.has(name)) || (toGet && name === 'content-type');
  const headers = Object.fromEntries(Object.entries(asked.headers).filter(([name]) => !dropped(name)));
  return { ...asked, url, headers, ...(toGet && { method: 'GET', body: null }) };
}

/** Others, such as `x-api-key`, may hold what only the first host is to know. */
const HARMLESS_HEADERS: ReadonlySet<string> = new Set([
  ...['accept', 'accept-language', 'content-type', 'user-agent', 'if-none-match', 'if-modified-since'],
]);

function addressOf(text: string, base?: URL): URL {
  if (!URL.canParse(text, base?.href)) throw forbidden('that is no web address');
  return new URL(text, base);
}

/** A query may hold a key, and a step's output is there for many to read. */
function shown(url: URL): string {
  return url.origin + url.pathname;
}

function unlessAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    const abort = (): void => {
      reject(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
    };
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => {
      signal.removeEventListener('abort', abort);
    });
  });
}
