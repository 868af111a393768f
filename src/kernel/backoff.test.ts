import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { retryDelayMs } from './backoff.js';

describe('retryDelayMs', () => {
  it('doubles with every attempt up to the bound and stays within the upper half', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 200 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (attempt, random) => {
          const delay = retryDelayMs(
            { strategy: 'exponential_jitter', baseMs: 100, maxMs: 60_000 },
            attempt,
            random,
          );
          const full = Math.min(60_000, 100 * 2 ** (attempt - 1));
          expect(delay).toBeGreaterThanOrEqual(full / 2);
          expect(delay).toBeLessThanOrEqual(full);
        },
      ),
    );
  });

  it('grows by the base when linear and not at all when fixed', () => {
    expect([1, 2, 3].map((n) => retryDelayMs({ strategy: 'linear', baseMs: 10, maxMs: 25 }, n, 0))).toEqual([
      10, 20, 25,
    ]);
    expect([1, 9].map((n) => retryDelayMs({ strategy: 'fixed', baseMs: 7 }, n, 0.5))).toEqual([7, 7]);
  });
});
