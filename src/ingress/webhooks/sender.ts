import type { NewEvent } from '../../engine/events/index.js';

/** What a delivery says. */
export type Delivery =
  | { ok: true; events: readonly Pick<NewEvent, 'type' | 'payload' | 'orderKey' | 'branch'>[] }
  /** Nobody understands it: it is kept whole, and an admin is shown why. */
  | { ok: false; reason: string }
  /** Understood, and nothing that concerns anybody here. */
  | { ok: 'ignored'; what: string };

/** A system that posts to an address of its own here. Who knows the address' secret is that system. */
export interface WebhookSender {
  /** The source of its events. */
  source: string;
  /** Below `/webhooks/`; `:branch` is a branch of the company. */
  path: string;
  /** What `?t=` has to be. Undefined: there is no such branch. */
  secretOf(branch: string): string | undefined;
  /** `body` is what the JSON was; `branch` is '' where the path names none. */
  read(body: unknown, about: { branch: string; receivedAt: Date }): Delivery;
}
