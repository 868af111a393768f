import { describe, expect, it } from 'vitest';
import { faultOfMarkup, visibleLength } from './markup.js';

describe("Telegram's HTML", () => {
  it.each([
    'plain text &lt;not a tag&gt; &amp; so on',
    '<b>bold <i>italic</i></b>',
    '<a href="https://example.com/?a=1&amp;b=2">link</a>',
    '<span class="tg-spoiler">x</span><tg-spoiler>y</tg-spoiler>',
    '<pre><code class="language-ts">let a</code></pre>',
    '<blockquote expandable>x</blockquote>',
  ])('is right: %s', (markup) => {
    expect(faultOfMarkup(markup)).toBeUndefined();
  });

  it.each([
    ['<b>bold', '<b> is not closed'],
    ['<b>bold</i></b>', '</i> closes'],
    ['</b>', '</b> closes'],
    ['<script>x</script>', 'no tag <script>'],
    ['<img src="x">', 'no tag <img'],
    ['<b onclick="x">y</b>', 'no attribute onclick'],
    ['a < b', 'belongs to no tag'],
    ['<constructor>x</constructor>', 'no tag'],
  ])('is wrong: %s', (markup, fault) => {
    expect(faultOfMarkup(markup)).toContain(fault);
  });

  it('counts what people see', () => {
    expect(visibleLength('<b>a&lt;b</b> 😀')).toBe(6);
  });
});
