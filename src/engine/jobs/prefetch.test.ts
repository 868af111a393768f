import { describe, expect, it } from 'vitest';
import { createPrefetch } from './prefetch.js';

describe('how many jobs are fetched ahead', () => {
  it('is none before anything is known, many for quick handlers, few for slower ones, none for slow ones', () => {
    const prefetch = createPrefetch(10);
    expect(prefetch.ahead()).toBe(0);
    prefetch.ended(0.2);
    expect(prefetch.ahead()).toBe(1_000);
    for (let n = 0; n < 200; n++) prefetch.ended(10);
    expect(prefetch.ahead()).toBeGreaterThan(10);
    expect(prefetch.ahead()).toBeLessThan(100);
    for (let n = 0; n < 200; n++) prefetch.ended(2_000);
    expect(prefetch.ahead()).toBe(0);
  });

  it('falls at once when a handler turns out to be slow, and rises slowly after that', () => {
    const prefetch = createPrefetch(1);
    prefetch.ended(0.1);
    const most = prefetch.ahead();
    expect(most).toBeGreaterThan(100);
    prefetch.ended(5_000);
    expect(prefetch.ahead()).toBe(0);
    prefetch.ended(0.1);
    expect(prefetch.ahead()).toBe(0);
    for (let n = 0; n < 500; n++) prefetch.ended(0.1);
    expect(prefetch.ahead()).toBeGreaterThan(most / 2);
  });

  it('is what begins within 25 ms at the running mean, of which the newest counts a twentieth', () => {
    const prefetch = createPrefetch(10);
    prefetch.ended(1);
    expect(prefetch.ahead()).toBe(250);
    prefetch.ended(2);
    // 250 ms of handlers at a mean of 1.05 ms.
    expect(prefetch.ahead()).toBe(238);
  });

  it('takes only what is both four times the mean and longer than 25 ms for a jump', () => {
    const [long, short, steady] = [createPrefetch(10), createPrefetch(10), createPrefetch(10)];
    long.ended(1);
    long.ended(30);
    expect(long.ahead()).toBe(8);
    short.ended(1);
    short.ended(20);
    expect(short.ahead()).toBe(128);
    short.ended(25);
    expect(short.ahead()).toBe(80);
    steady.ended(10);
    steady.ended(40);
    expect(steady.ahead()).toBe(21);
  });
});
