import { z } from 'zod';
import { defineTool, type AnyTool } from '../engine/pipelines/index.js';
import type { Clock } from '../kernel/clock.js';
import { either } from './input/either.js';

const YEAR_SECONDS = 366 * 86_400;

export function waitTool(deps: { clock: Clock }): AnyTool {
  return defineTool({
    name: 'wait',
    description:
      'Waits for some seconds or until a time; a time that is past is no wait. It survives restarts.',
    input: z
      .strictObject({
        seconds: z.number().min(0).max(YEAR_SECONDS).optional().describe('For how long; give this or until'),
        until: z.iso
          .datetime({ offset: true })
          .optional()
          .describe('Until when: ISO 8601 time with its offset; give this or seconds'),
      })
      .refine(...either('seconds', 'until')),
    output: z.object({ until: z.string().describe('The time that it waited for, ISO 8601') }),
    changes: false,
    async run({ seconds = 0, until }) {
      const now = deps.clock.now().getTime();
      const end = new Date(until ?? now + seconds * 1000);
      const output = { until: end.toISOString() };
      return end.getTime() <= now ? { output } : { output, waitUntil: end, waitsFor: 'time' };
    },
  });
}
