import { z } from 'zod';
import { defineTool, type AnyTool } from '../engine/pipelines/index.js';
import { bodyFields, oneBody } from './telegram/body.js';
import { CardKey, postCard, Posted } from './telegram/card.js';
import { To, type TelegramDeps } from './telegram/destination.js';

export function telegramEditTool(deps: TelegramDeps): AnyTool {
  return defineTool({
    name: 'telegram.edit',
    description:
      'Changes a message that telegram.post sent: the same key and the same place. A message that is not there any more is sent again.',
    input: z.strictObject({ key: CardKey, to: To, ...bodyFields }).refine(...oneBody),
    output: Posted,
    changes: true,
    run: (input, context) => postCard(input, context, deps),
  });
}
