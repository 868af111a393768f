import { describe, expect, it } from 'vitest';
import { parseHtml } from './html.js';

describe("Telegram's HTML", () => {
  it('becomes text and entities counted in UTF-16 units', () => {
    expect(parseHtml('🚗 <b>Camry <i>2020</i></b> &lt;AA&amp;BB&gt; &#128663;')).toEqual({
      text: '🚗 Camry 2020 <AA&BB> 🚗',
      entities: [
        { type: 'italic', offset: 9, length: 4 },
        { type: 'bold', offset: 3, length: 10 },
      ],
    });
  });

  it('knows every tag of the Bot API', () => {
    const source =
      '<strong>a</strong><em>b</em><u>c</u><s>d</s><code>e</code><pre>f</pre>' +
      '<pre><code class="language-sql">g</code></pre><blockquote>h</blockquote>' +
      '<blockquote expandable>i</blockquote><tg-spoiler>j</tg-spoiler><span class="tg-spoiler">k</span>' +
      '<a href="https://example.com">l</a><a href="tg://user?id=42">m</a>';
    expect(parseHtml(source).entities).toEqual([
      { type: 'bold', offset: 0, length: 1 },
      { type: 'italic', offset: 1, length: 1 },
      { type: 'underline', offset: 2, length: 1 },
      { type: 'strikethrough', offset: 3, length: 1 },
      { type: 'code', offset: 4, length: 1 },
      { type: 'pre', offset: 5, length: 1 },
      { type: 'pre', language: 'sql', offset: 6, length: 1 },
      { type: 'blockquote', offset: 7, length: 1 },
      { type: 'expandable_blockquote', offset: 8, length: 1 },
      { type: 'spoiler', offset: 9, length: 1 },
      { type: 'spoiler', offset: 10, length: 1 },
      { type: 'text_link', url: 'https://example.com/', offset: 11, length: 1 },
      { type: 'text_mention', user: { id: 42, is_bot: false, first_name: '' }, offset: 12, length: 1 },
    ]);
  });

  it.each([
    ['<b>bold', 'Can\'t find end tag corresponding to start tag "b"'],
    ['<b>x</i>', 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'],
    ['x</b>', 'Unexpected end tag at byte offset 1'],
    ['Цена <br>', 'Unsupported start tag "br" at byte offset 9'],
    ['5 < 7 and 8 > 6', 'Unsupported start tag "" at byte offset 2'],
    ['a <b', 'Unclosed start tag at byte offset 2'],
    ['<a href="x', 'Unclosed start tag at byte offset 0'],
    ['<b>x</b', 'Unclosed end tag at byte offset 4'],
    ['<span>x</span>', 'Tag "span" must have class "tg-spoiler" at byte offset 0'],
    ['<a =x>y</a>', 'Empty attribute name in the tag "a" at byte offset 0'],
  ])('refuses %s in the words of Telegram', (source, reason) => {
    expect(() => parseHtml(source)).toThrow(new Error(reason).message);
  });
});
