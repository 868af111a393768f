import type { MessageEntity } from 'grammy/types';
import { readCharacterReference } from './character-references.js';
import { linkEntity } from './links.js';
import { readAttributes } from './tag-attributes.js';
import { MarkupFault, offsetInBytes } from './markup-fault.js';

const SIMPLE_TAGS = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  u: 'underline',
  ins: 'underline',
  s: 'strikethrough',
  strike: 'strikethrough',
  del: 'strikethrough',
  'tg-spoiler': 'spoiler',
  span: 'spoiler',
} as const;
const OTHER_TAGS = new Set(['a', 'pre', 'code', 'blockquote', 'tg-emoji']);

interface OpenTag {
  name: string;
  /** A link's address, a code's language, an emoji's id, or '1' for an expandable quotation. */
  argument: string;
  /** Where its text begins, in UTF-16 units of the result. */
  offset: number;
}

interface Parsed {
  text: string;
  entities: MessageEntity[];
  /** Languages of code entities, which become part of a `pre` around them. */
  languages: Map<MessageEntity, string>;
  open: OpenTag[];
}

/**
 * Telegram's HTML (https://core.telegram.org/bots/api#html-style) to text and entities with UTF-16 offsets.
 * Throws MarkupFault in Telegram's own words.
 */
export function parseHtml(source: string): { text: string; entities: MessageEntity[] } {
  const parsed: Parsed = { text: '', entities: [], languages: new Map(), open: [] };
  let at = 0;
  while (at < source.length) {
    const character = source[at] ?? '';
    if (character === '&') {
      const reference = readCharacterReference(source, at);
      parsed.text += reference?.character ?? '&';
      at = reference?.end ?? at + 1;
    } else if (character !== '<') {
      parsed.text += character;
      at += 1;
    } else if (source[at + 1] === '/') {
      at = closeTag(source, at, parsed);
    } else {
      const tag = openTag(source, at);
      parsed.open.push({ name: tag.name, argument: tag.argument, offset: parsed.text.length });
      at = tag.end;
    }
  }
  const unclosed = parsed.open.at(-1);
  if (unclosed !== undefined) {
    throw new MarkupFault(`Can't find end tag corresponding to start tag "${unclosed.name}"`);
  }
  return { text: parsed.text, entities: parsed.entities };
}

function openTag(source: string, begin: number): { name: string; argument: string; end: number } {
  const nameEnd = begin + 1 + (/^[^\s>]*/.exec(source.slice(begin + 1))?.[0].length ?? 0);
  if (nameEnd >= source.length) {
    throw new MarkupFault(`Unclosed start tag at byte offset ${offsetInBytes(source, begin)}`);
  }
  const name = source.slice(begin + 1, nameEnd).toLowerCase();
  if (!Object.hasOwn(SIMPLE_TAGS, name) && !OTHER_TAGS.has(name)) {
    throw new MarkupFault(`Unsupported start tag "${name}" at byte offset ${offsetInBytes(source, begin)}`);
  }
  const { attributes, end } = readAttributes(source, nameEnd, { name, begin });
  const argument = argumentOf(name, attributes);
  if (name === 'span' && argument !== 'spoiler') {
    const offset = offsetInBytes(source, begin);
    throw new MarkupFault(`Tag "span" must have class "tg-spoiler" at byte offset ${offset}`);
  }
  return { name, argument, end: end + 1 };
}

function argumentOf(tag: string, attributes: ReadonlyMap<string, string>): string {
  const className = attributes.get('class') ?? '';
  switch (tag) {
    case 'a':
      return attributes.get('href') ?? '';
    case 'code':
      return className.startsWith('language-') ? className.slice('language-'.length) : '';
    case 'span':
      return className.startsWith('tg-') ? className.slice('tg-'.length) : '';
    case 'tg-emoji':
      return attributes.get('emoji-id') ?? '';
    case 'blockquote':
      return attributes.has('expandable') ? '1' : '';
    default:
      return '';
  }
}

function closeTag(source: string, begin: number, parsed: Parsed): number {
  const tag = parsed.open.at(-1);
  const offset = offsetInBytes(source, begin);
  if (tag === undefined) throw new MarkupFault(`Unexpected end tag at byte offset ${offset}`);
  const match = /^<\/([^\s>]*)\s*(>?)/.exec(source.slice(begin));
  if (match?.[2] !== '>') throw new MarkupFault(`Unclosed end tag at byte offset ${offset}`);
  const name = match[1]?.toLowerCase() ?? '';
  if (name !== '' && name !== tag.name) {
    throw new MarkupFault(
      `Unmatched end tag at byte offset ${offset}, expected "</${tag.name}>", found "</${name}>"`,
    );
  }
  if (parsed.text.length > tag.offset) addEntity(tag, parsed);
  parsed.open.pop();
  return begin + match[0].length;
}

function addEntity(tag: OpenTag, { text, entities, languages }: Parsed): void {
  const place = { offset: tag.offset, length: text.length - tag.offset };
  const previous = entities.at(-1);
  const sameAsPrevious = previous?.offset === place.offset && previous.length === place.length;
  if (tag.name === 'a') {
    const entity = linkEntity(tag.argument === '' ? text.slice(tag.offset) : tag.argument, place);
    if (entity !== undefined) entities.push(entity);
  } else if (tag.name === 'tg-emoji') {
    if (!/^[1-9]\d*$/.test(tag.argument)) throw new MarkupFault('Invalid custom emoji identifier specified');
    entities.push({ type: 'custom_emoji', custom_emoji_id: tag.argument, ...place });
  } else if (tag.name === 'blockquote') {
    entities.push({ type: tag.argument === '' ? 'blockquote' : 'expandable_blockquote', ...place });
  } else if (tag.name === 'pre') {
    const language = sameAsPrevious ? languages.get(previous) : undefined;
    if (language !== undefined) {
      entities[entities.length - 1] = { type: 'pre', language, ...place };
    } else {
      entities.push({ type: 'pre', ...place });
    }
  } else if (tag.name === 'code') {
    const code: MessageEntity = { type: 'code', ...place };
    if (tag.argument !== '') languages.set(code, tag.argument);
    entities.push(code);
  } else if (isSimpleTag(tag.name)) {
    entities.push({ type: SIMPLE_TAGS[tag.name], ...place });
  }
}

function isSimpleTag(name: string): name is keyof typeof SIMPLE_TAGS {
  return Object.hasOwn(SIMPLE_TAGS, name);
}
