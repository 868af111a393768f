import { z } from 'zod';
import { reviveDeadJobs } from '../engine/jobs/index.js';
import { makeChange } from './change.js';
import type { RestDeps, ZodApp } from './deps.js';
import { Operation, operation } from './operation.js';

/** Jobs that have used up their attempts. */
export function deadLetterRoutes(app: ZodApp, deps: RestDeps): void {
  app.post(
    '/dead_letters/replay',
    {
      config: { scopes: ['admin'] },
      schema: {
        tags: ['jobs'],
        summary: 'Try all dead jobs again, or all of a kind',
        body: z.strictObject({ kind: z.string().max(200).optional() }).nullish(),
        response: { 200: Operation.extend({ replayed: z.int() }) },
      },
    },
    (request, reply) =>
      makeChange(deps, request, reply, async ({ sql, record }) => {
        const kind = request.body?.kind;
        const replayed = await reviveDeadJobs(sql, kind === undefined ? {} : { kind });
        await record('dead_letters.replayed', kind === undefined ? 'jobs' : `jobs:${kind}`, { replayed });
        const body = { ...operation(`${replayed} jobs are tried again`, { replayed }), replayed };
        return { status: 200, body, wake: ['jobs'] };
      }),
  );
}
