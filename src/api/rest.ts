import type { FastifyPluginAsync } from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import { guard } from './access.js';
import { createAuthentication } from './actor.js';
import { agentRoutes } from './agents.js';
import { deadLetterRoutes } from './dead-letters.js';
import type { RestDeps, ZodApp } from './deps.js';
import { documentation } from './documentation.js';
import { answerError } from './error-answer.js';
import { eventRoutes } from './events.js';
import { jobRoutes } from './jobs.js';
import { acceptJsonOnly } from './json-body.js';
import { refuseUnknown } from './not-found.js';
import { streamGroupReadingRoutes } from './stream-group-reading.js';
import { streamGroupRoutes } from './stream-groups.js';
import { streamRoutes } from './stream.js';
import { approvalRoutes } from './approvals.js';
import { pipelineRoutes } from './pipelines.js';
import { runControlRoutes } from './run-controls.js';
import { runRoutes } from './runs.js';
import { shadowReplayRoutes } from './shadow-replays.js';
import { statsRoutes } from './stats.js';
import { taskControlRoutes } from './task-controls.js';
import { taskRoutes } from './tasks.js';
import { taskVersionRoutes } from './task-versions.js';
import { toolRoutes } from './tools.js';

const RESOURCES: readonly ((app: ZodApp, deps: RestDeps) => void)[] = [
  agentRoutes,
  taskRoutes,
  taskControlRoutes,
  taskVersionRoutes,
  pipelineRoutes,
  runRoutes,
  runControlRoutes,
  statsRoutes,
  approvalRoutes,
  eventRoutes,
  streamRoutes,
  streamGroupRoutes,
  streamGroupReadingRoutes,
  jobRoutes,
  deadLetterRoutes,
  shadowReplayRoutes,
  toolRoutes,
];

/** The REST API for outside agents under `/v1`, with `/openapi.json` and `/docs`. */
export function restApi(deps: RestDeps): FastifyPluginAsync {
  return async (app) => {
    await documentation(app);
    const authenticate = createAuthentication(deps);
    await app.register(
      async (v1) => {
        v1.setErrorHandler(answerError);
        v1.setValidatorCompiler(validatorCompiler);
        v1.setSerializerCompiler(serializerCompiler);
        acceptJsonOnly(v1);
        refuseUnknown(v1);
        // What does not exist is refused without a token, too: the guard is in a scope of its own.
        await v1.register(async (guarded) => {
          await guard(guarded, authenticate);
          for (const routes of RESOURCES) routes(guarded.withTypeProvider<ZodTypeProvider>(), deps);
        });
      },
      { prefix: '/v1' },
    );
  };
}
