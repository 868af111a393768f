import { insist } from '../../engine/outbox/index.js';
import { IntegrationError } from '../../kernel/errors.js';
import type { Logger } from '../../platform/log/index.js';

/** Longer than a database needs to start again after a crash; the lane is held meanwhile. */
const INSIST_FOR_MS = 60_000;

/**
 * Stores what Telegram has just taken, again and again while the database is away: sent and not stored it would be sent
 * once more. `store` must be safe to repeat. Throws `telegram.unstored` after a minute; the message is then looked for
 * like one whose answer was lost.
 */
export async function remember<Result>(
  store: () => Promise<Result>,
  { log }: { log: Logger },
): Promise<Result> {
  const until = performance.now() + INSIST_FOR_MS;
  try {
    return await insist(store, { log, isOver: () => performance.now() >= until });
  } catch (cause) {
    throw new IntegrationError('telegram.unstored', { retryable: true, reached: 'unknown', cause });
  }
}
