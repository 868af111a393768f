import type { FastifyReply } from 'fastify';

const HEARTBEAT_MS = 15_000;

type Send = (name: string, content: object) => void;

/** Server-Sent Events of what `subscribe` sends, until the listener is gone; what it answers ends its own listening. */
export function streamEvents(reply: FastifyReply, subscribe: (send: Send) => () => void): void {
  reply.hijack();
  const { raw } = reply;
  raw.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  raw.write(': connected\n\n');
  const stop = subscribe((name, content) => {
    raw.write(`event: ${name}\ndata: ${JSON.stringify(content)}\n\n`);
  });
  const heartbeat = setInterval(() => raw.write(': still here\n\n'), HEARTBEAT_MS);
  raw.once('close', () => {
    clearInterval(heartbeat);
    stop();
  });
}
