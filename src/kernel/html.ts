/**
 * Telegram HTML that can only be built by escaping: what is interpolated into `html` is text unless it is `Html`
 * itself, so a client called "<b>" stays a client called "<b>".
 */
export class Html {
  constructor(readonly markup: string) {}

  toString(): string {
    return this.markup;
  }
}

type Part = Html | string | number | bigint | null | undefined | readonly Part[];

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

function markupOf(part: Part): string {
  if (part === null || part === undefined) return '';
  if (part instanceof Html) return part.markup;
  if (Array.isArray(part)) return (part as readonly Part[]).map(markupOf).join('');
  return escapeHtml(String(part));
}

export function html(strings: TemplateStringsArray, ...parts: Part[]): Html {
  return new Html(strings.reduce((all, piece, at) => all + markupOf(parts[at - 1]) + piece));
}

export type Line = Html | string | null | undefined | false;

/** Lines of a message; what is null or undefined leaves no empty line. */
export function lines(...parts: Line[]): Html {
  const present = parts.filter((part) => part !== null && part !== undefined && part !== false);
  return new Html(present.map(markupOf).join('\n'));
}

/**
 * As many whole lines as fit into `limit` characters of markup, with an ellipsis for the rest: a line is never cut, so
 * no tag is left open.
 */
export function fitLines(parts: readonly Line[], limit: number): Html {
  const all = parts.filter((part) => part !== null && part !== undefined && part !== false);
  let kept = all.length;
  while (kept > 0 && lines(...all.slice(0, kept)).markup.length > limit) kept -= 1;
  return kept === all.length ? lines(...all) : lines(...all.slice(0, kept), '…');
}

/** Text cut to `limit` characters with an ellipsis; never inside a surrogate pair. */
export function shorten(text: string, limit: number): string {
  const characters = [...text];
  return characters.length <= limit ? text : `${characters.slice(0, limit - 1).join('')}…`;
}
