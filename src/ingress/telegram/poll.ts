import { setTimeout as delay } from 'node:timers/promises';
import { GrammyError, type Api } from 'grammy';
import type { Update } from 'grammy/types';
import { quarantine } from '../../engine/events/index.js';
import type { Wakeups } from '../../engine/wakeups/index.js';
import { newCorrelationId } from '../../kernel/ids.js';
import type { Logger } from '../../platform/log/index.js';
import type { Sql } from '../../platform/sql/index.js';
import { StoredUpdate, storeUpdate } from './store.js';

/** What is no update as we know them is kept whole and shown to people: it must not hold up those behind it. */
async function keep(deps: { sql: Sql; wakeups: Wakeups; log: Logger }, update: Update): Promise<void> {
  const known = StoredUpdate.safeParse(update);
  if (known.success) {
    await storeUpdate(deps, known.data);
    return;
  }
  await quarantine(deps.sql, {
    source: 'telegram',
    branch: null,
    timestamp: new Date(),
    correlationId: newCorrelationId(),
    raw: JSON.stringify(update),
    reason: known.error.message,
    dedupe: { key: `update:${update.update_id}` },
  });
  deps.wakeups.wake('jobs');
  deps.wakeups.wake('events');
}

/** The kinds that the bot handles; Telegram leaves some out unless asked. */
export const allowedUpdates: Exclude<keyof Update, 'update_id'>[] = [
  'message',
  'edited_message',
  'callback_query',
  'inline_query',
  'my_chat_member',
];

const LONG_POLL_SECONDS = 25;
const RETRY_MS = 3_000;

export interface Polling {
  stop(): Promise<void>;
}

/** Long polling. The offset moves only after the updates before it are stored, so none is lost with the process. */
export function pollUpdates(deps: { api: Api; sql: Sql; wakeups: Wakeups; log: Logger }): Polling {
  const abort = new AbortController();
  const loop = run(deps, abort.signal);
  return {
    async stop() {
      abort.abort();
      await loop;
    },
  };
}

async function run(
  deps: { api: Api; sql: Sql; wakeups: Wakeups; log: Logger },
  signal: AbortSignal,
): Promise<void> {
  const stopped = (): boolean => signal.aborted;
  let offset = 0;
  while (!stopped()) {
    try {
      const updates = await deps.api.getUpdates(
        { offset, timeout: LONG_POLL_SECONDS, limit: 100, allowed_updates: allowedUpdates },
        // grammY's types name another package's AbortSignal; it takes the platform's own.
        signal as unknown as Parameters<Api['getUpdates']>[1],
      );
      for (const update of updates) {
        await keep(deps, update);
        offset = update.update_id + 1;
      }
    } catch (error) {
      if (stopped()) return;
      const waitMs =
        error instanceof GrammyError ? (error.parameters.retry_after ?? 0) * 1000 || RETRY_MS : RETRY_MS;
      deps.log.warn({ err: error, waitMs }, 'updates cannot be fetched now');
      await delay(waitMs, undefined, { signal }).catch(() => undefined);
    }
  }
}
