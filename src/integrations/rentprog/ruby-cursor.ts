import { BranchlineError } from '../../kernel/errors.js';

/** A text that is no Ruby literal; `offset` counts UTF-16 units from the start of the text. */
export class RubyLiteralError extends BranchlineError {
  readonly offset: number;
  readonly expected: string;

  constructor(offset: number, expected: string, found: string) {
    super('rentprog.ruby_literal', {
      retryable: false,
      message: `expected ${expected} at offset ${String(offset)}, found ${found}`,
      details: { offset, expected },
    });
    this.offset = offset;
    this.expected = expected;
  }
}

/** A place in a text that is being read. */
export class RubyCursor {
  at = 0;

  constructor(readonly text: string) {}

  /** The character at the place, or '' at the end. */
  peek(): string {
    return this.text.charAt(this.at);
  }

  /** Steps over `literal` when it stands here. */
  take(literal: string): boolean {
    if (!this.text.startsWith(literal, this.at)) return false;
    this.at += literal.length;
    return true;
  }

  /** Steps over what the sticky `pattern` matches here; null when it does not. */
  match(pattern: RegExp): string | null {
    pattern.lastIndex = this.at;
    const matched = pattern.exec(this.text)?.[0] ?? null;
    if (matched !== null) this.at += matched.length;
    return matched;
  }

  skipSpace(): void {
    while (isSpace(this.text.charCodeAt(this.at))) this.at += 1;
  }

  fault(expected: string, at = this.at): RubyLiteralError {
    const point = this.text.codePointAt(at);
    const found = point === undefined ? 'the end' : JSON.stringify(String.fromCodePoint(point));
    return new RubyLiteralError(at, expected, found);
  }
}

function isSpace(code: number): boolean {
  return code === 0x20 || (code >= 0x09 && code <= 0x0d);
}
