import { z } from 'zod';
import { cardPost } from '../domain/posts/index.js';
import { defineTool, type AnyTool } from '../engine/pipelines/index.js';
import { bodyFields, hasOneBody, markupOf, ONE_BODY } from './telegram/body.js';
import { CardKey, cardKeyOf, Posted } from './telegram/card-key.js';
import { destinationOf, To, type TelegramDeps } from './telegram/destination.js';

export function telegramEditTool(deps: TelegramDeps): AnyTool {
  return defineTool({
    name: 'telegram.edit',
    description:
      'Changes a message that telegram.post sent: the same key and the same place. A message that is not there any more is sent again.',
    input: z.strictObject({ key: CardKey, to: To, ...bodyFields }).refine(hasOneBody, ONE_BODY),
    output: Posted,
    changes: true,
    async run(input, context) {
      const key = cardKeyOf(input.key);
      const effect = cardPost({
        key,
        to: await destinationOf(input.to, deps),
        html: markupOf(input),
        correlationId: context.correlationId,
        ...(context.eventId !== null && { eventId: context.eventId }),
      });
      return { output: { key }, write: (work) => work.emit(effect) };
    },
  });
}
