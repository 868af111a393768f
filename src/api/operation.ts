import { z } from 'zod';
import { Json } from './json.js';

/** The answer to what gives nothing back. */
export const Operation = z
  .object({ success: z.boolean(), message: z.string(), details: z.record(z.string(), Json) })
  .describe('What was done');
export type Operation = z.infer<typeof Operation>;

export function operation(message: string, details: Operation['details']): Operation {
  return { success: true, message, details };
}
