import { z } from 'zod';
import { defineTool, type AnyTool } from '../engine/pipelines/index.js';
import type { Prisma } from '../platform/prisma/index.js';

export function debugEchoTool(): AnyTool {
  return defineTool({
    name: 'debug.echo',
    description: 'Answers what it was given: shows what becomes of templates.',
    input: z.record(z.string(), z.json()).describe('Anything'),
    output: z.record(z.string(), z.json()).describe('The input'),
    changes: false,
    run: async (input) => ({ output: input as Prisma.InputJsonObject }),
  });
}
