import { z } from 'zod';

/** Cards of pipelines have keys of their own, so that no pipeline can edit the product's. */
const PREFIX = 'pipeline:';

export const CardKey = z
  .string()
  .min(1)
  .max(200)
  .describe('Name of the message: posting again under it edits the message instead of sending another');

export function cardKeyOf(key: string): string {
  return key.startsWith(PREFIX) ? key : PREFIX + key;
}

export const Posted = z.object({
  key: z.string().describe('The name of the message: what telegram.edit takes'),
});
