import type { Update } from 'grammy/types';
import { unixTime, type Backend } from '../backend.js';
import { conflict } from '../errors.js';

const MAX_LIMIT = 100;
const MAX_TIMEOUT_S = 50;

interface Poll {
  limit: number;
  finish(updates: Update[]): void;
  fail(error: Error): void;
}

/** getUpdates: one poller at a time; a second one takes over and the first is told of the conflict. */
export class Polling {
  private readonly backend: Backend;
  private waiting: Poll | undefined;

  constructor(backend: Backend) {
    this.backend = backend;
    backend.store.onChange((change) => {
      if (change.type === 'update') this.wake();
      if (change.type === 'webhook' && change.webhook !== null) {
        this.waiting?.fail(conflict('terminated by setWebhook request'));
      }
    });
  }

  /** `signal` ends the wait when the bot has hung up: what it did not get stays in the queue. */
  async getUpdates(
    options: { offset: number; limit: number; timeout: number },
    signal: AbortSignal,
  ): Promise<Update[]> {
    if (this.backend.state.webhook !== null) {
      throw conflict(
        "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
      );
    }
    this.confirm(options.offset);
    const limit = Math.min(Math.max(options.limit, 1), MAX_LIMIT);
    const updates = this.next(limit);
    if (updates.length > 0 || options.timeout <= 0) return updates;
    this.waiting?.fail(
      conflict('terminated by other getUpdates request; make sure that only one bot instance is running'),
    );
    return this.wait(limit, Math.min(options.timeout, MAX_TIMEOUT_S), signal);
  }

  /** Ends a waiting poll with no updates. */
  close(): void {
    this.waiting?.finish([]);
  }

  private wait(limit: number, timeoutSeconds: number, signal: AbortSignal): Promise<Update[]> {
    return new Promise<Update[]>((resolve, reject) => {
      const settle = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', hangUp);
        if (this.waiting === poll) this.waiting = undefined;
      };
      const poll: Poll = {
        limit,
        finish(updates) {
          settle();
          resolve(updates);
        },
        fail(error) {
          settle();
          reject(error);
        },
      };
      const hangUp = (): void => poll.finish([]);
      const timer = setTimeout(() => poll.finish([]), timeoutSeconds * 1000);
      signal.addEventListener('abort', hangUp);
      this.waiting = poll;
      if (signal.aborted) hangUp();
    });
  }

  private wake(): void {
    const poll = this.waiting;
    if (poll === undefined) return;
    const updates = this.next(poll.limit);
    if (updates.length > 0) poll.finish(updates);
  }

  private next(limit: number): Update[] {
    const now = unixTime(this.backend);
    const updates: Update[] = [];
    const expired: number[] = [];
    for (const { update, expires } of this.backend.state.pending.values()) {
      if (updates.length === limit) break;
      if (expires < now) expired.push(update.update_id);
      else updates.push(update);
    }
    if (expired.length > 0) this.backend.store.commit({ type: 'taken', update_ids: expired });
    return updates;
  }

  /** An offset confirms all before it; a negative one forgets all but the last ones. */
  private confirm(offset: number): void {
    const { pending } = this.backend.state;
    const confirmed: number[] = [];
    if (offset < 0) {
      confirmed.push(...[...pending.keys()].slice(0, offset));
    } else {
      for (const id of pending.keys()) {
        if (id >= offset) break;
        confirmed.push(id);
      }
    }
    if (confirmed.length > 0) this.backend.store.commit({ type: 'taken', update_ids: confirmed });
  }
}
