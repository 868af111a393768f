import type { MessageEntity } from 'grammy/types';

const COMMAND = /(?<![\w/<>@])\/[a-z0-9_]{1,64}(?:@[a-z]\w{2,31})?(?![\w/@])/gi;
/** Inside these Telegram looks for no commands. */
const OPAQUE = new Set(['code', 'pre', 'text_link', 'text_mention']);

/** The bot_command entities that Telegram finds by itself in `text`. */
export function findBotCommands(text: string, entities: readonly MessageEntity[] = []): MessageEntity[] {
  if (!text.includes('/')) return [];
  const opaque = entities.filter((entity) => OPAQUE.has(entity.type));
  const found: MessageEntity[] = [];
  for (const match of text.matchAll(COMMAND)) {
    const offset = match.index;
    const length = match[0].length;
    const hidden = opaque.some(
      (entity) => offset < entity.offset + entity.length && entity.offset < offset + length,
    );
    if (!hidden) found.push({ type: 'bot_command', offset, length });
  }
  return found;
}
