import { z } from 'zod';
import { dryRun } from '../engine/pipelines/index.js';
import { asOf } from './as-of.js';
import type { RestDeps, ZodApp } from './deps.js';
import { Json } from './json.js';

const DryRunBody = z.object({
  valid: z.boolean(),
  faults: z.array(z.object({ path: z.string(), message: z.string() })),
  steps: z.array(
    z.object({
      id: z.string(),
      uses: z.string(),
      if: z.boolean().nullable().describe('Whether its condition holds; null: that is open'),
      skipped: z.boolean(),
      with: Json.describe('The input, with what is open left as it is written'),
      items: z.int().nullish().describe('Of a for-each: how many'),
      unresolved: z.array(z.string()).optional().describe('Expressions that read what is not assumed'),
    }),
  ),
});

/** Pipelines tried without doing anything. */
export function pipelineRoutes(app: ZodApp, deps: RestDeps): void {
  app.post(
    '/pipelines/dry_run',
    {
      config: { scopes: ['tasks:read', 'tasks:create', 'tasks:update'] },
      schema: {
        tags: ['pipelines'],
        summary: 'Check a pipeline and show what its steps would be given; no tool is used',
        body: z.strictObject({
          payload: Json.describe('As of a task; or the same as YAML, in a string'),
          event: Json.optional().describe('The event that it is started by'),
          steps: z.record(z.string(), Json).optional().describe('Assumed outputs by `save_as`'),
        }),
        response: { 200: DryRunBody },
      },
    },
    async ({ body }) => {
      const { payload, event, steps } = body;
      return dryRun(payload, deps.tools, {
        now: await asOf(deps.sql, undefined),
        ...(event !== undefined && { event }),
        ...(steps !== undefined && { steps }),
      });
    },
  );
}
