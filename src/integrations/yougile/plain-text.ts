import { convert } from 'html-to-text';

/** More is nothing that a person wrote, and the work grows with the square of what is nested. */
const LIMIT = 20_000;

/** What a description of YouGile, which is HTML, says to a reader; '' when it says nothing. */
export function plainText(markup: string): string {
  return convert(markup.slice(0, LIMIT), {
    wordwrap: false,
    // What is nested deeper would exhaust the stack.
    limits: { maxDepth: 50, ellipsis: '…' },
    selectors: [
      { selector: 'a', options: { hideLinkHrefIfSameAsText: true } },
      { selector: 'img', format: 'skip' },
      ...['h1', 'h2', 'h3', 'h4'].map((selector) => ({ selector, options: { uppercase: false } })),
    ],
  }).trim();
}
