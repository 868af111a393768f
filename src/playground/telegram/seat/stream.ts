import type { FastifyReply } from 'fastify';
import type { Seat } from './seat.js';

const HEARTBEAT_MS = 15_000;

/** Server-Sent Events of everything, or of the chats that one person is in. */
export function streamEvents(seat: Seat, user: number | undefined, reply: FastifyReply): void {
  reply.hijack();
  const { raw } = reply;
  raw.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  raw.write(': connected\n\n');
  const stop = seat.onEvent((event) => {
    const visible = user === undefined || seat.chats(user).some((chat) => chat.id === event.chat);
    if (visible) raw.write(`event: ${event.event}\ndata: ${JSON.stringify(event)}\n\n`);
  });
  const heartbeat = setInterval(() => raw.write(': still here\n\n'), HEARTBEAT_MS);
  raw.once('close', () => {
    clearInterval(heartbeat);
    stop();
  });
}
