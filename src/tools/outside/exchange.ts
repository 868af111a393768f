import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { IntegrationError } from '../../kernel/errors.js';

export interface Exchange {
  url: URL;
  method: string;
  headers: Readonly<Record<string, string>>;
  body: Buffer | null;
  /** The addresses that were looked at: the connection goes to one of these, whatever the name says by now. */
  addresses: readonly LookupAddress[];
  /** Bytes of the answer's body at most. */
  answerLimit: number;
  signal: AbortSignal;
}

export interface ExchangeAnswer {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
}

/** One request over a connection of its own; redirects are the caller's. Rejects with what `node:http` says. */
export function exchange(to: Exchange): Promise<ExchangeAnswer> {
  const send = to.url.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const request = send(
      to.url,
      {
        method: to.method,
        headers: {
          ...to.headers,
          'accept-encoding': 'identity',
          ...(to.body !== null && { 'content-length': String(to.body.length) }),
        },
        agent: false,
        lookup: pinnedTo(to.addresses),
        signal: to.signal,
      },
      (response) => {
        readBody(response, to.answerLimit).then((body) => {
          resolve({ status: response.statusCode ?? 0, headers: headersOf(response), body });
        }, reject);
      },
    );
    request.on('error', reject);
    request.end(to.body ?? undefined);
  });
}

function pinnedTo(addresses: readonly LookupAddress[]): LookupFunction {
  return (_hostname, options, callback) => {
    const [first] = addresses;
    if (options.all === true) callback(null, [...addresses]);
    else callback(null, first?.address ?? '', first?.family ?? 4);
  };
}

async function readBody(response: IncomingMessage, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit)
      throw new IntegrationError('http.too_large', {
        retryable: false,
        message: `The answer is larger than ${String(limit)} bytes.`,
      });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Cookies are of no use to anybody here, and secrets. */
function headersOf(response: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(response.headers)
      .filter(([name]) => name !== 'set-cookie')
      .map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]),
  );
}
