import { describe, expect, it } from 'vitest';
import { html, lines, shorten } from '../../kernel/html.js';
import { fitThread } from './fit-thread.js';

const thread =
  (...said: string[]) =>
  (limit: number) =>
    said.map((text) => html`${shorten(text, limit)}`);

describe('a thread on a card', () => {
  it('is there whole when it fits', () => {
    expect(fitThread(thread('one', 'two'), 100).map(String)).toEqual(['one', 'two']);
    expect(fitThread(thread(), 0)).toEqual([]);
  });

  it('has shorter entries when there is much', () => {
    const fitted = fitThread(thread('a'.repeat(400), 'b'.repeat(400)), 600);
    expect(fitted.map((one) => String(one).length)).toEqual([250, 250]);
  });

  it('keeps the newest when even that is too much, counting what escaping adds', () => {
    const said = Array.from({ length: 30 }, (_, at) => `${at} ${'<'.repeat(100)}`);
    const fitted = fitThread(thread(...said), 1_000);
    expect(lines(...fitted).markup.length).toBeLessThanOrEqual(1_000);
    expect(fitted[0]).toBe('…');
    expect(String(fitted.at(-1))).toMatch(/^29 /);
    expect(fitted.length).toBeGreaterThan(3);
  });
});
