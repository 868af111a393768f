import { z } from 'zod';
import type { RestDeps, ZodApp } from './deps.js';
import { page, pageOf, PageQuery } from './paging.js';
import { Json } from './json.js';

const JsonSchema = z.record(z.string(), Json);
const ToolBody = z
  .object({
    name: z.string(),
    description: z.string(),
    input: JsonSchema.describe('JSON Schema of `with`'),
    output: JsonSchema.describe('JSON Schema of what `save_as` keeps'),
    changes: z.boolean().describe('It changes something outside of its run'),
  })
  .describe('Something that a step can use');

/** Every tool that a step can use. */
export function toolRoutes(app: ZodApp, { toolDescriptions }: RestDeps): void {
  const tools = z.array(ToolBody).parse(JSON.parse(JSON.stringify(toolDescriptions)));
  app.get(
    '/tools',
    {
      config: { scopes: [] },
      schema: {
        tags: ['tools'],
        summary: 'List the tools with the JSON Schemas of their input and output',
        querystring: PageQuery.extend({ limit: PageQuery.shape.limit.unwrap().default(500) }),
        response: { 200: pageOf(ToolBody) },
      },
    },
    async ({ query }) => {
      const { offset, limit } = query;
      return page(query, { items: tools.slice(offset, offset + limit), total: tools.length });
    },
  );
}
