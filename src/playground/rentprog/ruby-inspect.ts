/** A number that Ruby holds as Float: `122.0` when inspected, plain 122 in JSON. */
export class RubyFloat {
  constructor(readonly value: number) {}

  toJSON(): number {
    return this.value;
  }
}

export type RubyValue =
  string | number | boolean | null | RubyFloat | readonly RubyValue[] | { readonly [key: string]: RubyValue };

const named: Record<string, string> = {
  '"': '\\"',
  '\\': '\\\\',
  '\n': '\\n',
  '\t': '\\t',
  '\r': '\\r',
  '\f': '\\f',
  '\v': '\\v',
  '\b': '\\b',
  '\u0007': '\\a',
  '\u001b': '\\e',
  '\u007f': '\\x7F',
};

/** What `String#inspect` cannot leave as it is: quotes, backslashes, the start of `#{}`, `#$` and `#@`, controls. */
const unprintable = /["\\\u0000-\u001f\u007f-\u009f\u2028\u2029]|#(?=[{$@])/gu;

function inspectString(text: string): string {
  const escaped = text.replace(unprintable, (char) => {
    if (char === '#') return '\\#';
    return named[char] ?? `\\u${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
  });
  return `"${escaped}"`;
}

function inspectFloat(value: number): string {
  return Number.isInteger(value) ? value.toFixed(1) : String(value);
}

function isList(value: RubyValue): value is readonly RubyValue[] {
  return Array.isArray(value);
}

/**
 * The text that `Hash#inspect` of Ruby up to 3.3 gives (`{"a"=>[nil, 1.0]}`): RentProg's webhooks carry their payload
 * in this form (integrations.md §1.3).
 */
export function rubyInspect(value: RubyValue): string {
  if (value === null) return 'nil';
  if (typeof value === 'string') return inspectString(value);
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : inspectFloat(value);
  if (typeof value === 'boolean') return String(value);
  if (value instanceof RubyFloat) return inspectFloat(value.value);
  if (isList(value)) return `[${value.map(rubyInspect).join(', ')}]`;
  const pairs = Object.entries(value).map(([key, item]) => `${inspectString(key)}=>${rubyInspect(item)}`);
  return `{${pairs.join(', ')}}`;
}
