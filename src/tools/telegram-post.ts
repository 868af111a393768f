import { z } from 'zod';
import { defineTool, type AnyTool } from '../engine/pipelines/index.js';
import { bodyFields, oneBody } from './telegram/body.js';
import { CardKey, postCard, Posted } from './telegram/card.js';
import { To, type TelegramDeps } from './telegram/destination.js';

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
      .refine(...oneBody),
    output: Posted,
    changes: true,
    run: (input, context) => postCard({ ...input, key: input.key ?? context.idempotencyKey }, context, deps),
  });
}
