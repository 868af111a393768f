import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { SeatError } from './errors.js';

/** The answer where there is nothing to tell. */
export const DONE = { ok: true } as const;

/** JSON in and out, 400 `{ error, message }` for what cannot be done. */
export function answerRefusals(app: FastifyInstance): void {
  app.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
    if (error instanceof SeatError) {
      return reply.status(400).send({ error: error.code, message: error.message });
    }
    if (error instanceof z.ZodError) {
      return reply.status(400).send({ error: 'request.invalid', message: z.prettifyError(error) });
    }
    const status = error.statusCode ?? 500;
    if (status >= 500) process.emitWarning(error);
    return reply.status(status).send({ error: 'request.failed', message: error.message });
  });
}

/** A route that does something and has nothing to tell but that it is done. */
export function acting<T extends z.ZodType>(
  schema: T,
  act: (input: z.output<T>) => void,
): (request: FastifyRequest) => typeof DONE {
  return ({ body }) => {
    act(schema.parse(body));
    return DONE;
  };
}
