import { readCharacterReference } from './character-references.js';
import { MarkupFault, offsetInBytes } from './markup-fault.js';

interface Tag {
  name: string;
  begin: number;
}

/** Reads attributes from `at`; `end` is the position of the closing `>`. */
export function readAttributes(
  source: string,
  at: number,
  tag: Tag,
): { attributes: Map<string, string>; end: number } {
  const attributes = new Map<string, string>();
  let position = at;
  for (;;) {
    position = skipSpace(source, position);
    if (source[position] === '>') return { attributes, end: position };
    const name = /^[^\s=>/"']*/.exec(source.slice(position))?.[0] ?? '';
    if (name === '') {
      const offset = offsetInBytes(source, tag.begin);
      throw new MarkupFault(`Empty attribute name in the tag "${tag.name}" at byte offset ${offset}`);
    }
    position = skipSpace(source, position + name.length);
    if (position >= source.length) throw unclosed(source, tag);
    if (source[position] !== '=') {
      attributes.set(name, '');
      continue;
    }
    position = skipSpace(source, position + 1);
    if (position >= source.length) throw unclosed(source, tag);
    const value = readValue(source, position);
    position = value.end;
    if (position >= source.length) {
      throw new MarkupFault(`Unclosed start tag at byte offset ${offsetInBytes(source, tag.begin)}`);
    }
    attributes.set(name, value.text);
  }
}

function readValue(source: string, at: number): { text: string; end: number } {
  const quote = source[at];
  if (quote !== '"' && quote !== "'") {
    const token = /^[a-z0-9.-]*/i.exec(source.slice(at))?.[0] ?? '';
    const next = source[at + token.length];
    if (next !== undefined && next !== '>' && !/\s/.test(next)) {
      throw new MarkupFault(`Unexpected end of name token at byte offset ${offsetInBytes(source, at)}`);
    }
    return { text: token.toLowerCase(), end: at + token.length };
  }
  let text = '';
  let position = at + 1;
  while (position < source.length && source[position] !== quote) {
    const reference = source[position] === '&' ? readCharacterReference(source, position) : undefined;
    text += reference?.character ?? source[position] ?? '';
    position = reference?.end ?? position + 1;
  }
  return { text, end: position + 1 };
}

function skipSpace(source: string, at: number): number {
  return at + (/^\s*/.exec(source.slice(at))?.[0].length ?? 0);
}

function unclosed(source: string, tag: Tag): MarkupFault {
  return new MarkupFault(
    `Unclosed start tag "${tag.name}" at byte offset ${offsetInBytes(source, tag.begin)}`,
  );
}
