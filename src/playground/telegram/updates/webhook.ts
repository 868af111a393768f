import type { Update } from 'grammy/types';
import { unixTime, type Backend } from '../backend.js';
import type { PendingUpdate, Webhook } from '../state/index.js';

const MAX_RETRY_AFTER_S = 3600;
const MAX_PAUSE_S = 60;
const ANSWER_TIMEOUT_MS = 60_000;

interface Lane {
  updates: PendingUpdate[];
  failures: number;
  busy: boolean;
  timer?: NodeJS.Timeout | undefined;
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
    for (const lane of this.lanes.values()) clearTimeout(lane.timer);
    this.lanes.clear();
  }

  private add(pending: PendingUpdate): void {
    const lane = this.lanes.get(pending.lane);
    if (lane === undefined) {
      this.lanes.set(pending.lane, { updates: [pending], failures: 0, busy: false });
    } else {
      lane.updates.push(pending);
    }
  }

  private run(): void {
    const { webhook } = this.backend.state;
    if (webhook === null) return;
    for (const [name, lane] of this.lanes) {
      if (this.connections >= webhook.max_connections) return;
      if (lane.busy || lane.timer !== undefined) continue;
      const pending = lane.updates[0];
      if (pending === undefined) {
        this.lanes.delete(name);
      } else {
        void this.deliver(webhook, lane, pending);
      }
    }
  }

  private async deliver(webhook: Webhook, lane: Lane, pending: PendingUpdate): Promise<void> {
    const { signal } = this.stop;
    lane.busy = true;
    this.connections += 1;
    const pause =
      pending.expires < unixTime(this.backend) ? 'expired' : await this.post(webhook, pending.update, lane);
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
      lane.updates.shift();
      this.backend.store.commit({ type: 'taken', update_ids: [pending.update.update_id] });
    }
    this.run();
  }

  /** Seconds to wait before the next attempt, or 'done'. */
  private async post(webhook: Webhook, update: Update, lane: Lane): Promise<number | 'done'> {
    const { signal } = this.stop;
    try {
      const response = await fetch(webhook.url, {
        method: 'POST',
        redirect: 'manual',
        headers: {
          'content-type': 'application/json',
          ...(webhook.secret_token === undefined
            ? {}
            : { 'x-telegram-bot-api-secret-token': webhook.secret_token }),
        },
        body: JSON.stringify(update),
        signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_TIMEOUT_MS)]),
      });
      const body = await response.text();
      if (response.ok) {
        await this.runAnswer(body);
        return 'done';
      }
      this.note(`Wrong response from the webhook: ${response.status} ${response.statusText}`);
      return retryAfter(response) ?? pauseAfter(lane.failures);
    } catch (error) {
      if (!signal.aborted) this.note(error instanceof Error ? error.message : String(error));
      return pauseAfter(lane.failures);
    }
  }

  private async runAnswer(body: string): Promise<void> {
    const { method, ...parameters } = jsonObject(body);
    if (typeof method !== 'string' || /^(get.*|setwebhook|deletewebhook|close|logout)$/i.test(method)) return;
    await this.execute(method, parameters);
  }

  private note(message: string): void {
    this.lastError = { date: unixTime(this.backend), message };
  }
}

function pauseAfter(failures: number): number {
  return failures === 0 ? 0 : Math.min(2 ** failures, MAX_PAUSE_S);
}

function retryAfter(response: Response): number | undefined {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, MAX_RETRY_AFTER_S) : undefined;
}

function jsonObject(body: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    // Most webhooks answer with no JSON at all, and Telegram asks for none.
    return {};
  }
}
