const SPACE = /\s+/y;
const QUOTED = /'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|`(?:[^`\\]|\\.)*`/sy;
const INDEX_OR_SLICE = /\[\s*(?:-?\d+)?\s*(?::\s*(?:-?\d+)?\s*){0,2}\]/y;
const NOW_WITH_OFFSET = /now\s*([+-])\s*(\d+)([smhdw])\b/y;
const NAME = /\$?[A-Za-z_]\w*/y;
const NUMBER = /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const SIGNED_NUMBER = /-\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const LITERAL_NAMES: ReadonlySet<string> = new Set(['true', 'false', 'null']);

/**
 * The expression as JMESPath has it: numbers, `true`, `false` and `null` may be written bare (`temperature > 25`), and
 * `now+24h` becomes a name of its own. Throws an Error for a quote that is not closed.
 */
export function toJmespath(text: string): string {
  let result = '';
  /** The last character that was no space: what tells a sign from a minus and a key from a value. */
  let before = '';
  let at = 0;

  function take(pattern: RegExp): RegExpExecArray | null {
    const sticky = pattern;
    sticky.lastIndex = at;
    return sticky.exec(text);
  }

  while (at < text.length) {
    const space = take(SPACE);
    if (space !== null) {
      result += space[0];
      at = SPACE.lastIndex;
      continue;
    }
    const [read, written] = next();
    result += written;
    before = written.at(-1) ?? before;
    at += read.length;
  }
  return result;

  function next(): [read: string, written: string] {
    const verbatim = take(QUOTED) ?? take(INDEX_OR_SLICE);
    if (verbatim !== null) return [verbatim[0], verbatim[0]];
    const character = text.charAt(at);
    if (`'"\``.includes(character)) throw new Error(`the quote ${character} is not closed`);
    if (before !== '.') {
      const moment = take(NOW_WITH_OFFSET);
      if (moment !== null) return [moment[0], `"now${moment[1] ?? ''}${moment[2] ?? ''}${moment[3] ?? ''}"`];
    }
    const name = take(NAME)?.[0];
    if (name !== undefined) return [name, isLiteral(name) ? `\`${name}\`` : name];
    const number = (take(NUMBER) ?? (isOperand(before) ? null : take(SIGNED_NUMBER)))?.[0];
    if (number !== undefined) return [number, `\`${number}\``];
    return [character, character];
  }

  function isLiteral(name: string): boolean {
    if (!LITERAL_NAMES.has(name) || before === '.') return false;
    const after = text.slice(at + name.length).trimStart();
    return !after.startsWith('(') && !(after.startsWith(':') && '{,'.includes(before));
  }
}

/** After one of these a minus takes away. */
function isOperand(character: string): boolean {
  return /[\w)\]}@$'"`]/.test(character);
}
