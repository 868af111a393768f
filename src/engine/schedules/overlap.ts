import type { CatchUp, Overlap } from './task.js';

/** What makes a task run: a slot in time or too late, a person's wish for a past one, an event, or somebody at once. */
export type Cause = 'schedule' | 'catch_up' | 'backfill' | 'event' | 'manual';

/** How a run starts beside earlier ones of its task. */
export interface Start {
  /** It does not when one of these is under way. */
  unlessActive: boolean;
  /** They are cancelled first. */
  cancelsActive: boolean;
  /** One at a time of this key. */
  concurrencyKey: string | null;
}

/**
 * What a task's overlap rule means for a run. Whoever asked for every slot of a time, by `catch_up: all` or by a
 * backfill, gets every one: there `skip` and `cancel_old` wait instead, since slots that come at once would leave one.
 */
export function startOf(
  task: { id: string; overlap: Overlap; catchUp: CatchUp; concurrencyKey: string | null },
  cause: Cause,
): Start {
  const wantsEvery = cause === 'backfill' || (cause === 'catch_up' && task.catchUp === 'all');
  const overlap = wantsEvery && task.overlap !== 'allow' ? 'queue' : task.overlap;
  return {
    unlessActive: overlap === 'skip',
    cancelsActive: overlap === 'cancel_old',
    concurrencyKey: task.concurrencyKey ?? (overlap === 'queue' ? `task:${task.id}` : null),
  };
}
