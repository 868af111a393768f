import type { Backoff } from '../../kernel/backoff.js';
import type { RunListener } from './run-record.js';

/** For a job without which its run stands still: it is tried for about ten minutes, and told of when it is dead. */
export function everAgain({ onStuck }: RunListener): {
  maxAttempts: number;
  timeoutMs: number;
  backoff: Backoff;
  onDead: NonNullable<RunListener['onStuck']>;
} {
  return {
    maxAttempts: 20,
    timeoutMs: 30_000,
    backoff: { strategy: 'exponential_jitter', baseMs: 500, maxMs: 60_000 },
    onDead: (job, error, work) => onStuck?.(job, error, work) ?? Promise.resolve(),
  };
}
