import { z } from 'zod';
import { defineTool, type AnyTool } from '../engine/pipelines/index.js';

export function debugLogTool(): AnyTool {
  return defineTool({
    name: 'debug.log',
    description: "Writes a line into the program's log. Write no secrets and no phones.",
    input: z.strictObject({
      message: z.string().min(1).max(2000).describe('The line'),
      level: z.enum(['debug', 'info', 'warn']).default('info').describe('How important it is'),
      details: z.record(z.string(), z.json()).optional().describe('Facts beside the line'),
    }),
    output: z.object({ logged: z.literal(true).describe('Always true') }),
    changes: false,
    async run({ message, level, details }, { log, step }) {
      // Under a name of its own: facts must not pass for the program's fields.
      log[level]({ step, details }, message);
      return { output: { logged: true } };
    },
  });
}
