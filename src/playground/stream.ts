import type { FastifyInstance } from 'fastify';
import { streamEvents, type Seat } from './telegram/index.js';
import type { UmnicoServer } from './umnico/index.js';
import type { YouGileServer } from './yougile/index.js';

/**
 * `GET /playground/stream`: what `/seat/stream` tells, `client` when a dialogue changed and `task` when the board did.
 * One stream for all of it: a browser opens six connections to a host, for all of its tabs together.
 */
export function registerStream(
  app: FastifyInstance,
  { seat, umnico, yougile }: { seat: Seat; umnico: UmnicoServer; yougile: YouGileServer },
): void {
  app.get('/playground/stream', (_request, reply) => {
    streamEvents(reply, (send) => {
      const stops = [
        seat.onEvent((event) => {
          send(event.event, event);
        }),
        umnico.onChange((lead) => {
          send('client', { lead });
        }),
        yougile.onChange(() => {
          send('task', {});
        }),
      ];
      return () => {
        for (const stop of stops) stop();
      };
    });
  });
}
