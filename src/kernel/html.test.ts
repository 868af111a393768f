import { describe, expect, it } from 'vitest';
import { html, lines, shorten } from './html.js';

describe('html', () => {
  it('shows a hostile name as the text it is', () => {
    expect(html`<b>${'<i>Ann & "Co"</i>'}</b>`.markup).toBe(
      '<b>&lt;i&gt;Ann &amp; &quot;Co&quot;&lt;/i&gt;</b>',
    );
  });

  it('keeps markup that was built by itself and joins lists', () => {
    expect(html`${[html`<b>1</b>`, ' < ', 2]}`.markup).toBe('<b>1</b> &lt; 2');
  });

  it('leaves no empty line for what is absent', () => {
    expect(lines('a', null, false, html`<i>b</i>`).markup).toBe('a\n<i>b</i>');
  });

  it('shortens without tearing a character', () => {
    expect(shorten('ab😀cd', 4)).toBe('ab😀…');
    expect(shorten('abcd', 4)).toBe('abcd');
  });
});
