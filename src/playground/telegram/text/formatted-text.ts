import type { MessageEntity } from 'grammy/types';
import { badRequest } from '../errors.js';
import { findBotCommands } from './bot-commands.js';
import { parseHtml } from './html.js';
import { MarkupFault } from './markup-fault.js';

export interface FormattedText {
  text: string;
  entities: MessageEntity[];
}

interface Input {
  text: string;
  parse_mode?: string | undefined;
  entities?: MessageEntity[] | undefined;
}

const MAX_INPUT_BYTES = 1 << 15;
const MAX_TEXT = 4096;
const MAX_CAPTION = 1024;
/** Telegram finds these itself and ignores them in a request. */
const AUTOMATIC = new Set([
  'mention',
  'hashtag',
  'cashtag',
  'bot_command',
  'url',
  'email',
  'phone_number',
  'bank_card_number',
]);

/** The text of a message: 1-4096 characters after parsing. */
export function messageText(input: Input): FormattedText {
  if (input.text === '') throw badRequest('message text is empty');
  const formatted = formattedText(input);
  if (formatted.text === '') throw badRequest('text must be non-empty');
  if (characters(formatted.text) > MAX_TEXT) throw badRequest('message is too long');
  return formatted;
}

/** A caption: 0-1024 characters after parsing. */
export function captionText(input: Input): FormattedText {
  const formatted = formattedText(input);
  if (characters(formatted.text) > MAX_CAPTION) throw badRequest('message caption is too long');
  return formatted;
}

function formattedText(input: Input): FormattedText {
  if (Buffer.byteLength(input.text, 'utf8') > MAX_INPUT_BYTES) throw badRequest('text is too long');
  const parsed = trimmed(parse(input));
  const entities = [...parsed.entities, ...findBotCommands(parsed.text, parsed.entities)];
  return { text: parsed.text, entities: sorted(entities) };
}

function parse(input: Input): FormattedText {
  const text = input.text.replaceAll('\r', '');
  const mode = (input.parse_mode ?? '').toLowerCase();
  if (mode === 'html') {
    try {
      return parseHtml(text);
    } catch (error) {
      if (error instanceof MarkupFault) throw badRequest(`can't parse entities: ${error.message}`);
      throw error;
    }
  }
  if (mode !== '' && mode !== 'none') throw badRequest('unsupported parse_mode');
  const entities = (input.entities ?? []).filter(
    (entity) => !AUTOMATIC.has(entity.type) && entity.length > 0 && entity.offset >= 0,
  );
  return { text, entities };
}

function trimmed({ text, entities }: FormattedText): FormattedText {
  const firstEntity = Math.min(text.length, ...entities.map((entity) => entity.offset));
  const lead = /^[ \n]*/.exec(text.slice(0, firstEntity))?.[0].length ?? 0;
  const result = text.slice(lead).trimEnd();
  if (result.trim() === '') return { text: '', entities: [] };
  return {
    text: result,
    entities: entities
      .map((entity) => ({
        ...entity,
        offset: entity.offset - lead,
        length: Math.min(entity.length, result.length - (entity.offset - lead)),
      }))
      .filter((entity) => entity.length > 0),
  };
}

function sorted(entities: MessageEntity[]): MessageEntity[] {
  return entities.sort((one, other) => one.offset - other.offset || other.length - one.length);
}

/** Telegram limits code points, not UTF-16 units. */
function characters(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1) count += 1;
  return count;
}
