import type { RubyCursor } from './ruby-cursor.js';

const simpleEscapes: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  f: '\f',
  v: '\v',
  b: '\b',
  a: '\u0007',
  e: '\u001b',
  s: ' ',
};
const octal = /[0-7]{1,3}/y;
const hexByte = /[0-9a-fA-F]{1,2}/y;
const hexUnit = /[0-9a-fA-F]{4}/y;
const hexPoint = /[0-9a-fA-F]{1,6}/y;
const lowSurrogate = /\\u[dD][c-fC-F][0-9a-fA-F]{2}/y;
const blanks = /[ \t]+/y;
/** `\C-x`, `\M-x`, `\cx` and a line's continuation mean something in a program; `inspect` prints none of them. */
const neverPrinted = 'cCM\n';

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Reads a double-quoted string from its opening quote to behind its closing one. */
export function readQuoted(cursor: RubyCursor): string {
  const opened = cursor.at;
  cursor.at += 1;
  let text = '';
  for (;;) {
    text += readPlain(cursor);
    if (cursor.take('"')) return text;
    if (cursor.peek() === '') throw cursor.fault(`the closing quote of offset ${String(opened)}`);
    text += readEscapes(cursor);
  }
}

function readPlain(cursor: RubyCursor): string {
  const start = cursor.at;
  while (cursor.at < cursor.text.length && cursor.peek() !== '"' && cursor.peek() !== '\\') cursor.at += 1;
  return cursor.text.slice(start, cursor.at);
}

function readEscapes(cursor: RubyCursor): string {
  const start = cursor.at;
  const bytes = readBytes(cursor);
  if (bytes.length === 0) return readEscape(cursor);
  try {
    return utf8.decode(Uint8Array.from(bytes));
  } catch {
    throw cursor.fault('bytes that are UTF-8', start);
  }
}

/** Neighbouring `\xNN` and octal escapes are the bytes of one text: "\xD0\x9D" is one letter. */
function readBytes(cursor: RubyCursor): number[] {
  const bytes: number[] = [];
  for (;;) {
    const start = cursor.at;
    if (!cursor.take('\\')) return bytes;
    if (cursor.take('x')) {
      const digits = cursor.match(hexByte);
      if (digits === null) throw cursor.fault('a hexadecimal digit');
      bytes.push(Number.parseInt(digits, 16));
      continue;
    }
    const digits = cursor.match(octal);
    if (digits === null) {
      cursor.at = start;
      return bytes;
    }
    bytes.push(Number.parseInt(digits, 8) & 0xff);
  }
}

function readEscape(cursor: RubyCursor): string {
  const start = cursor.at;
  cursor.at += 1;
  if (cursor.take('u')) return cursor.take('{') ? readPoints(cursor) : readUnit(cursor, start);
  const point = cursor.text.codePointAt(cursor.at);
  if (point === undefined) throw cursor.fault('an escaped character');
  const escaped = String.fromCodePoint(point);
  if (neverPrinted.includes(escaped)) throw cursor.fault('an escape that inspect prints');
  cursor.at += escaped.length;
  // As in Ruby, any other character stands for itself: \" \\ \# and the like.
  return Object.hasOwn(simpleEscapes, escaped) ? (simpleEscapes[escaped] ?? escaped) : escaped;
}

function readUnit(cursor: RubyCursor, start: number): string {
  const digits = cursor.match(hexUnit);
  if (digits === null) throw cursor.fault('four hexadecimal digits');
  const high = Number.parseInt(digits, 16);
  if (high < 0xd800 || high > 0xdfff) return String.fromCharCode(high);
  // Ruby never prints surrogates, senders that print Ruby's form by way of JSON do: only a whole pair has a meaning.
  const low = high < 0xdc00 ? cursor.match(lowSurrogate) : null;
  if (low === null) throw cursor.fault('a character, not half a surrogate pair', start);
  return String.fromCharCode(high, Number.parseInt(low.slice(2), 16));
}

function readPoints(cursor: RubyCursor): string {
  let text = '';
  for (;;) {
    cursor.match(blanks);
    if (text !== '' && cursor.take('}')) return text;
    const start = cursor.at;
    const digits = cursor.match(hexPoint);
    if (digits === null) throw cursor.fault('hexadecimal digits');
    const point = Number.parseInt(digits, 16);
    if (point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff))
      throw cursor.fault('a Unicode character', start);
    text += String.fromCodePoint(point);
    if (!/[ \t}]/.test(cursor.peek())) throw cursor.fault('a blank or "}"');
  }
}
