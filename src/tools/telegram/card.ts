import { z } from 'zod';
import { cardPost } from '../../domain/posts/index.js';
import type { ToolContext, ToolResult } from '../../engine/pipelines/index.js';
import { markupOf, type Body } from './body.js';
import { destinationOf, type TelegramDeps, type To } from './destination.js';

/** Cards of pipelines have keys of their own, so that no pipeline can edit the product's. */
const PREFIX = 'pipeline:';

export const CardKey = z
  .string()
  .min(1)
  .max(200)
  .describe('Name of the message: posting again under it edits the message instead of sending another');

export const Posted = z.object({
  key: z.string().describe('The name of the message: what telegram.edit takes'),
});

/** Posts a message under its name, or edits the one that is there. */
export async function postCard(
  input: Body & { key: string; to: To; priority?: number | undefined },
  { correlationId, eventId }: ToolContext,
  deps: TelegramDeps,
): Promise<ToolResult> {
  const key = input.key.startsWith(PREFIX) ? input.key : PREFIX + input.key;
  const effect = cardPost({
    key,
    to: await destinationOf(input.to, deps),
    html: markupOf(input),
    correlationId,
    eventId: eventId ?? undefined,
    priority: input.priority,
  });
  return { output: { key }, write: (work) => work.emit(effect) };
}
