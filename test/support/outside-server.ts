import { createServer, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** A request as it arrived. */
export interface SeenRequest {
  method: string;
  /** Path and query. */
  path: string;
  headers: IncomingHttpHeaders;
  /** Read when it is JSON, else the text. */
  body: unknown;
}

export interface ServerAnswer {
  status?: number;
  headers?: Record<string, string>;
  /** Text or bytes as they are, everything else as JSON. */
  body?: unknown;
}

/** `silence`: never; `hangUp`: the connection ends without an answer. */
export type ServerReply = ServerAnswer | 'silence' | 'hangUp';

export interface OutsideServer {
  url: string;
  port: number;
  /** What was asked, in order. */
  seen: SeenRequest[];
  close(): Promise<void>;
}

/** An outside system on loopback that answers as a test says. It is gone when the test is over, if not before. */
export async function startOutsideServer(
  reply: (request: SeenRequest, count: number) => ServerReply,
): Promise<OutsideServer> {
  const seen: SeenRequest[] = [];
  const server = createServer((request, response) => {
    void readAll(request).then((text) => {
      const { method = '', url: path = '', headers } = request;
      const asked = { method, path, headers, body: readBody(text) };
      seen.push(asked);
      const answer = reply(asked, seen.length);
      if (answer === 'silence') return;
      if (answer === 'hangUp') {
        request.socket.destroy();
        return;
      }
      const { status = 200, body } = answer;
      const raw = typeof body === 'string' || body instanceof Uint8Array;
      response
        .writeHead(status, { ...(!raw && { 'content-type': 'application/json' }), ...answer.headers })
        .end(body === undefined ? undefined : raw ? body : JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  async function close(): Promise<void> {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
  onTestFinished(close);
  return { url: `http://127.0.0.1:${String(port)}`, port, seen, close };
}

async function readAll(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

function readBody(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Everything of an error that may land in a log. */
export function toldBy(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return [
    error.message,
    error.stack,
    JSON.stringify(error),
    error.cause === undefined ? '' : toldBy(error.cause),
  ].join('\n');
}
