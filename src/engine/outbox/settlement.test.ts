import { describe, expect, it } from 'vitest';
import { IntegrationError } from '../../kernel/errors.js';
import { pauseAfter } from './settlement.js';

const away = new IntegrationError('test.away', { retryable: true });

describe('the pause after a failed attempt', () => {
  it('grows from half a second to a minute', () => {
    const pauses = [1, 2, 3, 7, 8, 1_499].map((attempts) => pauseAfter({ attempts }, away, 1));
    expect(pauses).toEqual([500, 1_000, 2_000, 32_000, 60_000, 60_000]);
    expect(pauseAfter({ attempts: 1 }, away, 0)).toBe(250);
  });

  it('is what the other side asks for, however often it does', () => {
    const asked = new IntegrationError('test.throttled', { retryable: true, retryAfterMs: 7_000 });
    expect(pauseAfter({ attempts: 1 }, asked)).toBe(7_000);
    expect(pauseAfter({ attempts: 5_000 }, asked)).toBe(7_000);
  });

  it('ends after a day of an outage, after a few minutes of a fault of ours, and at once when it cannot help', () => {
    expect(pauseAfter({ attempts: 1_499 }, away)).not.toBeNull();
    expect(pauseAfter({ attempts: 1_500 }, away)).toBeNull();
    expect(pauseAfter({ attempts: 11 }, new TypeError('x'))).not.toBeNull();
    expect(pauseAfter({ attempts: 12 }, new TypeError('x'))).toBeNull();
    expect(
      pauseAfter({ attempts: 1 }, new IntegrationError('test.refused', { retryable: false })),
    ).toBeNull();
  });
});
