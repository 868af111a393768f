import { z } from 'zod';
import { cardPost } from '../domain/posts/index.js';
import { defineTool, type AnyTool } from '../engine/pipelines/index.js';
import { bodyFields, hasOneBody, markupOf, ONE_BODY } from './telegram/body.js';
import { CardKey, cardKeyOf, Posted } from './telegram/card-key.js';
import { destinationOf, To, type TelegramDeps } from './telegram/destination.js';

/** Every message is a card, named after its step when it has no name: any of them can be edited later. */
export function telegramPostTool(deps: TelegramDeps): AnyTool {
  return defineTool({
    name: 'telegram.post',
    description:
      "Posts a message in a topic of a branch's group or in a private chat with a member of staff. It leaves through the outbox, in order, and once.",
    input: z
      .strictObject({
        to: To,
        ...bodyFields,
        key: CardKey.optional(),
        priority: z.number().int().min(1).max(9).optional().describe('1 is the most urgent, 9 the least; 5'),
      })
      .refine(hasOneBody, ONE_BODY),
    output: Posted,
    changes: true,
    async run(input, context) {
      const key = cardKeyOf(input.key ?? context.idempotencyKey);
      const effect = cardPost({
        key,
        to: await destinationOf(input.to, deps),
        html: markupOf(input),
        correlationId: context.correlationId,
        ...(context.eventId !== null && { eventId: context.eventId }),
        priority: input.priority,
      });
      return { output: { key }, write: (work) => work.emit(effect) };
    },
  });
}
