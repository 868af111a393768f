import { unixTime, type Backend } from '../backend.js';
import type { PendingUpdate, Webhook } from '../state/index.js';
import { postUpdate } from './post.js';

const MAX_PAUSE_S = 60;
/** An update that waits to change places with the next one goes alone when none comes. */
const HOLD_MS = 2000;

interface Lane {
  updates: PendingUpdate[];
  failures: number;
  busy: boolean;
  /** The first update was taken once and is to be delivered once more. */
  repeating: boolean;
  timer?: NodeJS.Timeout | undefined;
  /** Waits for the next update of the lane, which is to go before it. */
  held?: { pending: PendingUpdate; timer: NodeJS.Timeout } | undefined;
}

interface WebhookError {
  /** Unix time. */
  date: number;
  message: string;
}

/**
 * Delivers updates to the bot's webhook: one at a time and in order within a lane, lanes side by side, at most
 * `max_connections` at once. A failed one is tried again at once, then after 2, 4, 8... 60 s.
 */
export class WebhookDelivery {
  lastError: WebhookError | undefined;
  private readonly backend: Backend;
  private readonly execute: (method: string, parameters: Record<string, unknown>) => Promise<void>;
  private readonly lanes = new Map<string, Lane>();
  private stop = new AbortController();
  private connections = 0;
  private wanted = { twice: 0, swap: 0 };
  private done = { repeated: 0, swapped: 0 };

  /** `execute` runs the method that a webhook put into its answer. */
  constructor(
    backend: Backend,
    execute: (method: string, parameters: Record<string, unknown>) => Promise<void>,
  ) {
    this.backend = backend;
    this.execute = execute;
    backend.store.onChange((change) => {
      if (change.type === 'webhook') this.restart();
      if (change.type === 'update' && backend.state.webhook !== null) {
        this.add(change.pending);
        this.run();
      }
    });
  }

  /** Drops what is under way and begins anew with the updates that are pending. */
  restart(): void {
    this.close();
    this.stop = new AbortController();
    this.lastError = undefined;
    this.connections = 0;
    if (this.backend.state.webhook === null) return;
    for (const pending of this.backend.state.pending.values()) this.add(pending);
    this.run();
  }

  close(): void {
    this.stop.abort();
    for (const lane of this.lanes.values()) {
      clearTimeout(lane.timer);
      if (lane.held === undefined) continue;
      clearTimeout(lane.held.timer);
      this.wanted.swap += 1;
    }
    this.lanes.clear();
  }

  /**
   * What Telegram does when answers get lost: the next `twice` updates come again after they were taken. And what it
   * never does within a lane: of `swap` pairs of updates the second comes first.
   */
  disturb({ twice = 0, swap = 0 }: { twice?: number | undefined; swap?: number | undefined }): void {
    this.wanted = { twice: this.wanted.twice + twice, swap: this.wanted.swap + swap };
  }

  /** How often it was done. */
  get disturbed(): Readonly<{ repeated: number; swapped: number }> {
    return this.done;
  }

  forgetDisturbed(): void {
    this.done = { repeated: 0, swapped: 0 };
  }

  private add(pending: PendingUpdate): void {
    let lane = this.lanes.get(pending.lane);
    if (lane === undefined) {
      lane = { updates: [], failures: 0, busy: false, repeating: false };
      this.lanes.set(pending.lane, lane);
    }
    if (lane.held !== undefined) {
      clearTimeout(lane.held.timer);
      lane.updates.push(pending, lane.held.pending);
      lane.held = undefined;
      this.done.swapped += 1;
    } else if (this.wanted.swap > 0) {
      this.wanted.swap -= 1;
      this.hold(lane, pending);
    } else {
      lane.updates.push(pending);
    }
  }

  private hold(lane: Lane, pending: PendingUpdate): void {
    const timer = setTimeout(() => {
      lane.held = undefined;
      lane.updates.push(pending);
      this.wanted.swap += 1;
      this.run();
    }, HOLD_MS);
    lane.held = { pending, timer };
  }

  private run(): void {
    const { webhook } = this.backend.state;
    if (webhook === null) return;
    for (const [name, lane] of this.lanes) {
      if (this.connections >= webhook.max_connections) return;
      if (lane.busy || lane.timer !== undefined) continue;
      const pending = lane.updates[0];
      if (pending !== undefined) void this.deliver(webhook, lane, pending);
      else if (lane.held === undefined) this.lanes.delete(name);
    }
  }

  private async deliver(webhook: Webhook, lane: Lane, pending: PendingUpdate): Promise<void> {
    const { signal } = this.stop;
    lane.busy = true;
    this.connections += 1;
    const pause =
      pending.expires < unixTime(this.backend) ? 'expired' : await this.post(webhook, pending, lane);
    if (signal.aborted) return;
    this.connections -= 1;
    lane.busy = false;
    if (typeof pause === 'number') {
      lane.failures += 1;
      lane.timer = setTimeout(() => {
        lane.timer = undefined;
        this.run();
      }, pause * 1000);
    } else {
      lane.failures = 0;
      this.settle(lane, pending);
    }
    this.run();
  }

  private settle(lane: Lane, pending: PendingUpdate): void {
    if (!lane.repeating && this.wanted.twice > 0) {
      this.wanted.twice -= 1;
      this.done.repeated += 1;
      lane.repeating = true;
      return;
    }
    lane.repeating = false;
    lane.updates.shift();
    this.backend.store.commit({ type: 'taken', update_ids: [pending.update.update_id] });
  }

  /** Seconds to wait before the next attempt, or 'done'. */
  private async post(webhook: Webhook, { update }: PendingUpdate, lane: Lane): Promise<number | 'done'> {
    const { signal } = this.stop;
    const posted = await postUpdate(webhook, update, signal);
    if (posted.taken) {
      const { method } = posted;
      if (method === undefined) return 'done';
      try {
        await this.execute(method.name, method.parameters);
        return 'done';
      } catch (error) {
        this.note(error instanceof Error ? error.message : String(error));
        return pauseAfter(lane.failures);
      }
    }
    if (!signal.aborted) this.note(posted.reason);
    return posted.retryAfterS ?? pauseAfter(lane.failures);
  }

  private note(message: string): void {
    this.lastError = { date: unixTime(this.backend), message };
  }
}

function pauseAfter(failures: number): number {
  return failures === 0 ? 0 : Math.min(2 ** failures, MAX_PAUSE_S);
}
