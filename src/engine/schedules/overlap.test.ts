import { describe, expect, it } from 'vitest';
import { startOf, type Cause } from './overlap.js';
import type { CatchUp, Overlap } from './task.js';

function start(overlap: Overlap, cause: Cause, facts: { catchUp?: CatchUp; concurrencyKey?: string } = {}) {
  return startOf({ id: '7', overlap, catchUp: 'one', concurrencyKey: null, ...facts }, cause);
}

describe('a run of a task of which an earlier one is under way', () => {
  it.each<[Overlap, ReturnType<typeof startOf>]>([
    ['allow', { unlessActive: false, cancelsActive: false, concurrencyKey: null }],
    ['queue', { unlessActive: false, cancelsActive: false, concurrencyKey: 'task:7' }],
    ['skip', { unlessActive: true, cancelsActive: false, concurrencyKey: null }],
    ['cancel_old', { unlessActive: false, cancelsActive: true, concurrencyKey: null }],
  ])('follows the rule %s', (overlap, expected) => {
    for (const cause of ['schedule', 'event', 'manual'] as const)
      expect(start(overlap, cause)).toEqual(expected);
  });

  it('waits where every slot was asked for: by a backfill, or by catching all up', () => {
    const waits = { unlessActive: false, cancelsActive: false, concurrencyKey: 'task:7' };
    for (const overlap of ['skip', 'cancel_old', 'queue'] as const) {
      expect(start(overlap, 'backfill')).toEqual(waits);
      expect(start(overlap, 'catch_up', { catchUp: 'all' })).toEqual(waits);
    }
    expect(start('skip', 'catch_up', { catchUp: 'one' }).unlessActive).toBe(true);
  });

  it('runs beside it where that is allowed, backfilled or not', () => {
    expect(start('allow', 'backfill').concurrencyKey).toBeNull();
  });

  it('keeps to the concurrency key that its task was given', () => {
    for (const overlap of ['allow', 'queue', 'skip', 'cancel_old'] as const)
      expect(start(overlap, 'schedule', { concurrencyKey: 'car:5' }).concurrencyKey).toBe('car:5');
  });
});
