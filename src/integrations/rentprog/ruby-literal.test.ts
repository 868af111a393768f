import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonRecord, JsonValue } from './json.js';
import { RubyLiteralError } from './ruby-cursor.js';
import { parseRubyLiteral } from './ruby-literal.js';

function faultOf(text: string): RubyLiteralError {
  try {
    parseRubyLiteral(text);
  } catch (error) {
    if (error instanceof RubyLiteralError) return error;
    throw error;
  }
  throw new Error(`${text} was taken`);
}

describe('a string', () => {
  it.each([
    [String.raw`"a\n\t\r\f\v\b\a\e\s\0z"`, 'a\n\t\r\f\v\b\u0007\u001b \u0000z'],
    [String.raw`"\"quoted\" \\ \#{x} \#$a \#@b \q\'"`, `"quoted" \\ #{x} #$a #@b q'`],
    [String.raw`"\u00ab\u{1F600 41}\u{ 7a }\u00bb"`, '«😀Az»'],
    [String.raw`"\x41\x9\101\1012"`, 'A\tAA2'],
    [String.raw`"\xD0\x9D\320\276"`, 'Но'],
    [String.raw`"\ud83d\ude00"`, '😀'],
    ['"03-11-2025 19:00 => {x: [1]}, #{raw}"', '03-11-2025 19:00 => {x: [1]}, #{raw}'],
    ['"line\nbreak"', 'line\nbreak'],
    ['""', ''],
  ])('is read with its escapes: %s', (text, value) => {
    expect(parseRubyLiteral(text)).toBe(value);
  });

  it.each([
    [String.raw`"\xD0"`, 1],
    [String.raw`"\xg"`, 3],
    [String.raw`"\u12"`, 3],
    [String.raw`"\u{110000}"`, 4],
    [String.raw`"\u{}"`, 4],
    [String.raw`"\u{41"`, 6],
    [String.raw`"\ud83d"`, 1],
    [String.raw`"\M-a"`, 2],
    ['"\\', 2],
    ['"open', 5],
  ])('with an escape that means no text is refused: %s', (text, offset) => {
    expect(faultOf(text).offset).toBe(offset);
  });
});

describe('a number', () => {
  it.each([
    ['0', 0],
    ['-12', -12],
    ['+7', 7],
    ['1_000_000', 1_000_000],
    ['9007199254740991', 9_007_199_254_740_991],
    ['9007199254740993', '9007199254740993'],
    ['-1_000_000_000_000_000_000', '-1000000000000000000'],
    ['122.0', 122],
    ['-0.5', -0.5],
    ['1e3', 1000],
    ['1.0e-05', 0.00001],
  ])('is read: %s', (text, value) => {
    expect(parseRubyLiteral(text)).toBe(value);
  });

  it.each([
    'Infinity',
    '-Infinity',
    'NaN',
    '1e999',
    '010',
    '0x1f',
    '1__0',
    '1_',
    '1.',
    '.5',
    '12abc',
    '1r',
    '(1/2)',
    '-',
    '1..2',
  ])('that is no finite decimal one is refused: %s', (text) => {
    expect(() => parseRubyLiteral(text)).toThrow(RubyLiteralError);
  });
});

describe('a hash', () => {
  it.each([
    '{"a"=>1, "b c"=>[nil, true]}',
    '{"a" => 1, "b c" => [nil, true]}',
    '{:a=>1, :"b c"=>[nil, true]}',
    '{a: 1, "b c": [nil, true]}',
    ' { "a"=>1 ,\n"b c"=>[ nil , true ] } ',
  ])('is the same value in every form that Ruby prints: %s', (text) => {
    expect(parseRubyLiteral(text)).toEqual({ a: 1, 'b c': [null, true] });
  });

  it('may have symbols, also odd ones, as keys and values', () => {
    expect(parseRubyLiteral('{:a==>:b, :c?=>:"d e", nil: :é, 1=>:f!}')).toEqual({
      'a=': 'b',
      'c?': 'd e',
      nil: 'é',
      1: 'f!',
    });
  });

  it('cannot reach the prototype of anything', () => {
    const hash = parseRubyLiteral('{"__proto__"=>{"polluted"=>true}, :constructor=>1}') as JsonRecord;
    expect(Object.keys(hash)).toEqual(['__proto__', 'constructor']);
    expect(Object.getPrototypeOf(hash)).toBeNull();
    expect(hash.polluted).toBeUndefined();
  });

  it.each([
    ['{"id"=>5, "description"=>["unterminated', 39, 'the closing quote'],
    ['{"at"=>Sat, 22 Nov 2025 00:00:00 +04 +04:00}', 7, 'a string, symbol'],
    ['{"car"=>#<Car id: 1>}', 8, 'a string, symbol'],
    ['{"self"=>{...}}', 10, 'whole number as key'],
    ['{"a"=>1, "a"=>2}', 9, 'a key that was not there'],
    ['{"a"=>1, :a=>2}', 9, 'a key that was not there'],
    ['{nil=>1}', 1, 'whole number as key'],
    ['{1.5=>1}', 1, 'whole number as key'],
    ['{"a" 1}', 5, '"=>"'],
    ['{"a"::b}', 4, '"=>"'],
    ['{"a"=>1 "b"=>2}', 8, '"," or "}"'],
    ['[1, 2}', 5, '"," or "]"'],
    ['[1,]', 3, 'a string, symbol'],
    ['{} {}', 3, 'the end'],
    ['nilly', 0, 'a string, symbol'],
    [':', 1, "a symbol's name"],
    ['', 0, 'a string, symbol'],
  ])('that cannot be read is refused with the place and what belongs there: %s', (text, offset, expected) => {
    const fault = faultOf(text);
    expect(fault.offset).toBe(offset);
    expect(fault.message).toContain(expected);
    expect(fault.code).toBe('rentprog.ruby_literal');
  });
});

describe('bounds', () => {
  it('deep nesting is refused before it fills the stack', () => {
    expect(parseRubyLiteral('['.repeat(64) + ']'.repeat(64))).toBeInstanceOf(Array);
    expect(faultOf('['.repeat(65)).expected).toBe('less nesting');
    expect(faultOf('{"a"=>'.repeat(100_000)).expected).toBe('less nesting');
  });

  it('a text that is too long is refused, one as long as allowed is read', () => {
    expect(parseRubyLiteral(`"${'x'.repeat(1_048_574)}"`)).toHaveLength(1_048_574);
    expect(faultOf(`"${'x'.repeat(1_048_575)}"`).offset).toBe(1_048_576);
    expect(faultOf('1'.repeat(1_000_000)).expected).toBe('a decimal number');
    expect(faultOf(`{${'a'.repeat(1_000_000)}`).offset).toBe(1);
  });
});

interface Printed {
  ruby: string;
  value: JsonValue;
}

/** Prints a string as `String#inspect` does, or with every character as a code point. */
function inspect(text: string, escapeAll: boolean): string {
  const printed = Array.from(text, (character) => {
    const point = character.codePointAt(0) ?? 0;
    if (escapeAll || point < 0x20 || (point >= 0x7f && point < 0xa0))
      return `\\u{${point.toString(16).toUpperCase()}}`;
    return character === '"' || character === '\\' ? `\\${character}` : character;
  }).join('');
  return `"${printed.replaceAll(/#(?=[{$@])/g, '\\#')}"`;
}

const text = fc.string({ unit: 'binary', maxLength: 12 });
const printedString = fc
  .record({ text, escapeAll: fc.boolean() })
  .map((from): Printed => ({ ruby: inspect(from.text, from.escapeAll), value: from.text }));
const scalar = fc.oneof(
  printedString,
  text.map((name): Printed => ({ ruby: `:${inspect(name, false)}`, value: name })),
  fc.constantFrom<Printed>(
    { ruby: 'nil', value: null },
    { ruby: 'true', value: true },
    { ruby: 'false', value: false },
  ),
  fc.maxSafeInteger().map((value): Printed => ({ ruby: String(value), value })),
  fc
    .bigInt({ min: 2n ** 53n, max: 2n ** 80n })
    .map((value): Printed => ({ ruby: value.toString(), value: value.toString() })),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value): Printed => ({
    // Ruby always prints a fraction: 1.0e+20
    ruby: Object.is(value, -0) ? '-0.0' : String(value).replace(/^(-?\d+)(e|$)/, '$1.0$2'),
    value,
  })),
);
const styles = [
  { open: '{', arrow: '=>', key: (name: string) => inspect(name, false) },
  { open: '{', arrow: ' => ', key: (name: string) => inspect(name, true) },
  { open: '{ ', arrow: '=>', key: (name: string) => `:${inspect(name, false)}` },
  { open: '{', arrow: ': ', key: (name: string) => inspect(name, false) },
];
const { printed } = fc.letrec<{ printed: Printed; list: Printed; hash: Printed }>((tie) => ({
  printed: fc.oneof({ maxDepth: 4 }, scalar, tie('list'), tie('hash')),
  list: fc.array(tie('printed'), { maxLength: 4 }).map((items) => ({
    ruby: `[${items.map((item) => item.ruby).join(', ')}]`,
    value: items.map((item) => item.value),
  })),
  hash: fc
    .record({
      style: fc.constantFrom(...styles),
      entries: fc.uniqueArray(
        fc.tuple(fc.oneof(text, fc.constantFrom('__proto__', 'id', 'toString')), tie('printed')),
        { maxLength: 4, selector: ([name]) => name },
      ),
    })
    .map(({ style, entries }) => {
      const value = Object.create(null) as JsonRecord;
      for (const [name, item] of entries) value[name] = item.value;
      const inner = entries.map(([name, item]) => `${style.key(name)}${style.arrow}${item.ruby}`);
      return { ruby: `${style.open}${inner.join(', ')}}`, value };
    }),
}));

describe('any text', () => {
  it('that Ruby prints of a value is read as that value', () => {
    fc.assert(
      fc.property(printed, ({ ruby, value }) => isDeepStrictEqual(parseRubyLiteral(ruby), value)),
      { numRuns: 500 },
    );
  });

  it('is read or refused with the error of the reader, at a place inside of it', () => {
    const fragments = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      '"',
      '\\',
      '\\u',
      '\\x',
      '\\u{',
      ':',
      '=>',
      '=',
      ',',
      ' ',
      'nil',
      'id',
      '1',
      '-',
      '.',
      'e',
      '_',
      '#<',
      'é',
      '\ud800',
    );
    const noise = fc.oneof(
      fc.array(fragments, { maxLength: 30 }).map((all) => all.join('')),
      fc.string({ unit: 'binary' }),
      fc.tuple(printed, fc.nat(), fragments).map(([{ ruby }, at, piece]) => {
        const cut = at % (ruby.length + 1);
        return ruby.slice(0, cut) + piece + ruby.slice(cut + 1);
      }),
    );
    fc.assert(
      fc.property(noise, (input) => {
        try {
          parseRubyLiteral(input);
        } catch (error) {
          expect(error).toBeInstanceOf(RubyLiteralError);
          const { offset } = error as RubyLiteralError;
          expect(offset >= 0 && offset <= input.length).toBe(true);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
