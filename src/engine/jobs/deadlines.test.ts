import { describe, expect, it } from 'vitest';
import { Deadlines } from './deadlines.js';

describe('what is watched', () => {
  it('is limited at the end of the turn, each once, and what comes then in the turn after', async () => {
    const deadlines = new Deadlines();
    const limited: string[] = [];
    const one = (name: string) => ({
      limit() {
        limited.push(name);
      },
    });
    deadlines.watch(one('a'));
    deadlines.watch(one('b'));
    await Promise.resolve();
    expect(limited).toEqual([]);
    await nextTurn();
    deadlines.watch(one('c'));
    expect(limited).toEqual(['a', 'b']);
    await nextTurn();
    expect(limited).toEqual(['a', 'b', 'c']);
  });
});

function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
