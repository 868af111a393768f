import type { JsonRecord, JsonValue } from './json.js';
import { RubyCursor } from './ruby-cursor.js';
import { readQuoted } from './ruby-string.js';

const word = /[A-Za-z_\u0080-\u{10ffff}][A-Za-z0-9_\u0080-\u{10ffff}]*[?!]?/uy;
const numberRun = /[-+\w.]+/y;
const numberForm = /^[-+]?(?:0|[1-9](?:_?\d)*)(?:\.\d(?:_?\d)*)?(?:[eE][-+]?\d(?:_?\d)*)?$/;
const integerForm = /^[-+]?[\d_]+$/;
const constants: ReadonlyMap<string, JsonValue> = new Map([
  ['nil', null],
  ['true', true],
  ['false', false],
]);
/** No number of a record comes near; it keeps the reading of one linear. */
const maxNumberLength = 400;
const aValue = 'a string, symbol, number, nil, true, false, array or hash';

/**
 * Reads one Ruby literal as `inspect` prints it, of Ruby 3.4 (`{"a" => 1, b: 2}`) and before (`{"a"=>1, :b=>2}`).
 *
 * Symbols become strings, `nil` null, integers beyond 2^53 their decimal digits as a string, whole-number keys
 * strings. Hashes have no prototype, so that "__proto__" is a key as any other. What has no JSON value (`#<Object>`,
 * an unquoted time, Infinity, NaN, bytes that are not UTF-8) or would lose something (a key twice) is refused.
 *
 * @throws {RubyLiteralError} and nothing else.
 */
export function parseRubyLiteral(
  text: string,
  { maxLength = 1_048_576, maxDepth = 64 }: { maxLength?: number; maxDepth?: number } = {},
): JsonValue {
  const cursor = new RubyCursor(text);
  if (text.length > maxLength)
    throw cursor.fault(`a text of at most ${String(maxLength)} characters`, maxLength);
  cursor.skipSpace();
  const value = readValue(cursor, maxDepth);
  cursor.skipSpace();
  if (cursor.peek() !== '') throw cursor.fault('the end');
  return value;
}

function readValue(cursor: RubyCursor, depthLeft: number): JsonValue {
  const first = cursor.peek();
  if (first === '"') return readQuoted(cursor);
  if (first === ':') return readSymbol(cursor);
  if (first === '{' || first === '[') {
    if (depthLeft === 0) throw cursor.fault('less nesting');
    return first === '{' ? readHash(cursor, depthLeft - 1) : readArray(cursor, depthLeft - 1);
  }
  if (/[-+\d]/.test(first)) return readNumber(cursor);
  return readConstant(cursor);
}

function readConstant(cursor: RubyCursor): JsonValue {
  const start = cursor.at;
  const value = constants.get(cursor.match(word) ?? '');
  if (value === undefined) throw cursor.fault(aValue, start);
  return value;
}

function readNumber(cursor: RubyCursor): number | string {
  const start = cursor.at;
  const run = cursor.match(numberRun) ?? '';
  if (run.length > maxNumberLength || !numberForm.test(run)) throw cursor.fault('a decimal number', start);
  const digits = run.replaceAll('_', '').replace(/^\+/, '');
  const value = Number(digits);
  if (integerForm.test(run)) {
    if (value === 0) return 0;
    return Number.isSafeInteger(value) ? value : digits;
  }
  if (!Number.isFinite(value)) throw cursor.fault('a finite number', start);
  return value;
}

function readSymbol(cursor: RubyCursor): string {
  cursor.at += 1;
  if (cursor.peek() === '"') return readQuoted(cursor);
  const name = cursor.match(word);
  if (name === null) throw cursor.fault("a symbol's name");
  // A setter's name ends in "="; in {:a=>1} the "=" belongs to the arrow (the rule of Ruby's own lexer).
  const setter = !/[?!]$/.test(name) && /^=(?![~>=])|^==>/.test(cursor.text.slice(cursor.at, cursor.at + 3));
  return setter && cursor.take('=') ? `${name}=` : name;
}

function readArray(cursor: RubyCursor, depthLeft: number): JsonValue[] {
  const values: JsonValue[] = [];
  cursor.at += 1;
  cursor.skipSpace();
  if (cursor.take(']')) return values;
  for (;;) {
    values.push(readValue(cursor, depthLeft));
    if (endsAfter(cursor, ']')) return values;
  }
}

function readHash(cursor: RubyCursor, depthLeft: number): JsonRecord {
  const hash = Object.create(null) as JsonRecord;
  cursor.at += 1;
  cursor.skipSpace();
  if (cursor.take('}')) return hash;
  for (;;) {
    const start = cursor.at;
    const key = readKey(cursor);
    if (Object.hasOwn(hash, key)) throw cursor.fault('a key that was not there before', start);
    cursor.skipSpace();
    hash[key] = readValue(cursor, depthLeft);
    if (endsAfter(cursor, '}')) return hash;
  }
}

/** Reads a key and its arrow or colon. */
function readKey(cursor: RubyCursor): string {
  const start = cursor.at;
  const first = cursor.peek();
  if (first === '"') {
    const key = readQuoted(cursor);
    if (!takeColon(cursor)) takeArrow(cursor);
    return key;
  }
  if (first === ':') return followedByArrow(cursor, readSymbol(cursor));
  if (/[-+\d]/.test(first)) {
    const key = String(readNumber(cursor));
    if (!/^-?\d+$/.test(key)) throw cursor.fault('a string, symbol or whole number as key', start);
    return followedByArrow(cursor, key);
  }
  const key = cursor.match(word);
  if (key === null || !takeColon(cursor))
    throw cursor.fault('a string, symbol or whole number as key', start);
  return key;
}

function followedByArrow(cursor: RubyCursor, key: string): string {
  takeArrow(cursor);
  return key;
}

function takeColon(cursor: RubyCursor): boolean {
  return !cursor.text.startsWith('::', cursor.at) && cursor.take(':');
}

function takeArrow(cursor: RubyCursor): void {
  cursor.skipSpace();
  if (!cursor.take('=>')) throw cursor.fault('"=>"');
}

/** After a value: true at `close`, false behind a comma. */
function endsAfter(cursor: RubyCursor, close: ']' | '}'): boolean {
  cursor.skipSpace();
  if (cursor.take(close)) return true;
  if (!cursor.take(',')) throw cursor.fault(`"," or "${close}"`);
  cursor.skipSpace();
  return false;
}
