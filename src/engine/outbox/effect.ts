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
  eventId?: string;
}

export interface Effect {
  id: bigint;
  lane: string;
  channel: string;
  kind: string;
  priority: number;
  payload: unknown;
  /** How often it was tried, this time included; what the other side put off is not counted. Above 1 it may have arrived before. */
  attempts: number;
  correlationId: string;
  eventId: string | null;
  createdAt: Date;
}

/**
 * A way out of the process. `deliver` answers what the other side said; it throws an `IntegrationError`: retryable
 * ones pause the lane (for `retryAfterMs` when the other side asked for it), others give the effect up.
 */
export interface Channel {
  name: string;
  deliver(effect: Effect): Promise<unknown>;
}
