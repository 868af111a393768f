import type { ChannelPace } from './pace.js';

/** What is to leave the process. It is stored with the work that decided it and delivered after that. */
export interface NewEffect {
  /** Effects of one lane leave one after the other: `telegram:<chat id>`. */
  lane: string;
  channel: string;
  kind: string;
  payload: unknown;
  correlationId: string;
  /** 1 is the most urgent, 9 the least; 5 when absent. */
  priority?: number;
  /** An effect whose key was stored before is not stored again. */
  key?: string;
  /** Effects of one lane, kind and merge key that wait at the same time may leave as one; the channel says how. */
  mergeKey?: string;
  eventId?: string;
}

export interface Effect {
  id: bigint;
  lane: string;
  channel: string;
  kind: string;
  priority: number;
  payload: unknown;
  mergeKey: string | null;
  /** How often it was tried, this time included; what the other side put off is not counted. */
  attempts: number;
  /** An earlier attempt may have arrived: nobody heard the answer. */
  uncertain: boolean;
  correlationId: string;
  eventId: string | null;
  createdAt: Date;
}

/**
 * A way out of the process. `deliver` answers what the other side said; it throws an `IntegrationError`: retryable
 * ones pause the lane (for `retryAfterMs` when the other side asked for it), others give the effect up. After
 * a code that ends in `.throttled` the lane goes slower. Whether the request can have arrived is said by `reached`.
 */
export interface Channel {
  name: string;
  /** How fast it may go; as fast as it can when absent. */
  pace?: ChannelPace;
  deliver(effect: Effect): Promise<unknown>;
  /** How many units of the pace it will take; 1 when absent. */
  weigh?(effect: Effect): number;
  /** How many it did take, by what `deliver` answered; what it weighed when absent or undefined. */
  spent?(result: unknown): number | undefined;
  /**
   * What leaves instead of effects that share a merge key, oldest first: the payload, and how many of them it stands
   * for, counted from the oldest.
   */
  merge?(effects: readonly Effect[]): { payload: unknown; count: number };
}
