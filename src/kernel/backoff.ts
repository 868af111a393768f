/** How long to wait before the next attempt. All times in milliseconds. */
export type Backoff =
  | { strategy: 'exponential_jitter'; baseMs: number; maxMs: number }
  | { strategy: 'linear'; baseMs: number; maxMs: number }
  | { strategy: 'fixed'; baseMs: number };

/**
 * The wait after the failed attempt number `attempt` (from 1). Exponential waits are spread over the upper half of
 * the doubled base ("equal jitter"), so that what failed together does not come back together. `random` in [0, 1).
 */
export function retryDelayMs(backoff: Backoff, attempt: number, random: number): number {
  switch (backoff.strategy) {
    case 'fixed':
      return backoff.baseMs;
    case 'linear':
      return Math.min(backoff.maxMs, backoff.baseMs * attempt);
    case 'exponential_jitter': {
      const full = Math.min(backoff.maxMs, backoff.baseMs * 2 ** Math.min(attempt - 1, 30));
      return Math.round(full / 2 + (full / 2) * random);
    }
  }
}
