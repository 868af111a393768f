import { setTimeout as delay } from 'node:timers/promises';
import { retryDelayMs, type Backoff } from '../../kernel/backoff.js';
import type { Logger } from '../../platform/log/index.js';

const BACKOFF: Backoff = { strategy: 'exponential_jitter', baseMs: 50, maxMs: 2_000 };

/**
 * Stores what must not be forgotten while the program lives, again and again until the database takes it. `store` must
 * be safe to repeat. Throws its last error once `isOver`.
 */
export async function insist<Result>(
  store: () => Promise<Result>,
  deps: { log: Logger; isOver: () => boolean },
): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await store();
    } catch (error) {
      if (deps.isOver()) throw error;
      const waitMs = retryDelayMs(BACKOFF, attempt, Math.random());
      deps.log.warn({ err: error, waitMs }, 'the outbox cannot store what happened, it keeps trying');
      await delay(waitMs);
    }
  }
}
