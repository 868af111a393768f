import { setTimeout as delay } from 'node:timers/promises';
import type { Api } from 'grammy';
import type { Wakeups } from '../../engine/wakeups/index.js';
import type { Logger } from '../../platform/log/index.js';
import type { Sql } from '../../platform/sql/index.js';
import { allowedUpdates, pollUpdates, type Polling } from './poll.js';

const RETRY_MS = 5_000;

/**
 * Makes updates come in: by webhook when there is a public address, by long polling otherwise. A Telegram that does
 * not answer at the start is asked again; the rest of the program does not wait for it.
 */
export function connectTelegram(deps: {
  api: Api;
  sql: Sql;
  wakeups: Wakeups;
  log: Logger;
  publicUrl: string | undefined;
  secret: string;
  onConnected: () => Promise<void>;
}): Polling {
  const abort = new AbortController();
  let polling: Polling | undefined;

  async function connect(): Promise<void> {
    while (!abort.signal.aborted) {
      try {
        if (deps.publicUrl === undefined) {
          await deps.api.deleteWebhook();
          polling ??= pollUpdates(deps);
        } else {
          await deps.api.setWebhook(`${deps.publicUrl}/telegram`, {
            secret_token: deps.secret,
            allowed_updates: allowedUpdates,
          });
        }
        await deps.onConnected();
        deps.log.info(
          { by: deps.publicUrl === undefined ? 'long polling' : 'webhook' },
          'connected to Telegram',
        );
        return;
      } catch (error) {
        deps.log.error({ err: error, retryInMs: RETRY_MS }, 'Telegram does not answer as it should');
        await delay(RETRY_MS, undefined, { signal: abort.signal }).catch(() => undefined);
      }
    }
  }

  const connecting = connect();
  return {
    async stop() {
      abort.abort();
      await connecting;
      await polling?.stop();
    },
  };
}
