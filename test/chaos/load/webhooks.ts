import type { RentProgRecords } from '../../../src/playground/company/index.js';
import { webhookBody, type Change } from '../../../src/playground/rentprog/index.js';
import { now, pause } from '../pause.js';
import type { Random } from '../random.js';
import type { Happenings } from './bookings.js';

/** A webhook, and what its sender was told. */
export interface Delivery {
  branch: string;
  body: string;
  /** When it was acknowledged first; undefined: not yet. */
  acknowledgedAt?: number;
  /** What the acknowledgements said, in their order. */
  eventIds: string[];
  /** How often it was sent, and how often without an acknowledgement. */
  sent: number;
  refused: number;
}

/** Longer than any way through the product; then the sender takes it for lost and tries again. */
const PATIENCE_MS = 8_000;
const RETRY_MS = { least: 150, most: 4_000 };
/** How many are sent again although they were acknowledged, and how many twice at once. */
const REPEATED = 0.12;
const TWICE_AT_ONCE = 0.06;

/** RentProg's side: sends each webhook until it is acknowledged, and some more often than that. */
export class WebhookLoad {
  readonly deliveries: Delivery[] = [];
  readonly #options: {
    url: string;
    records: RentProgRecords;
    secrets: ReadonlyMap<string, string>;
    random: Random;
  };
  readonly #underWay = new Set<Promise<void>>();
  #givenUp = false;

  constructor(options: {
    url: string;
    records: RentProgRecords;
    /** By branch. */
    secrets: ReadonlyMap<string, string>;
    random: Random;
  }) {
    this.#options = options;
  }

  /** About so many a second, in no order, until `signal`. */
  async run(happenings: Happenings, perSecond: number, signal: AbortSignal): Promise<void> {
    const { random } = this.#options;
    while (!signal.aborted) {
      this.#send(happenings.next());
      await pause(random.between(0, 2_000 / perSecond), signal);
    }
  }

  /** How many webhooks are not acknowledged as often as they are meant to be. */
  get underWay(): number {
    return this.#underWay.size;
  }

  /** Whoever has no acknowledgement yet waits for it no longer. */
  giveUp(): void {
    this.#givenUp = true;
  }

  #send({ companyId, event, payload }: Change): void {
    const { random, records } = this.#options;
    const branch = records.companies.find(({ id }) => id === companyId)?.branch ?? '';
    const body = webhookBody(
      { event, payload },
      random.of(['object', 'json_string', 'ruby_string'] as const),
    );
    const delivery: Delivery = { branch, body, eventIds: [], sent: 0, refused: 0 };
    this.deliveries.push(delivery);
    const sending = this.#deliver(delivery, {
      twice: random.chance(TWICE_AT_ONCE),
      again: random.chance(REPEATED),
    });
    this.#underWay.add(sending);
    void sending.finally(() => this.#underWay.delete(sending));
  }

  async #deliver(delivery: Delivery, how: { twice: boolean; again: boolean }): Promise<void> {
    await Promise.all([this.#insist(delivery), ...(how.twice ? [this.#insist(delivery)] : [])]);
    if (!how.again) return;
    await pause(this.#options.random.between(0, 3_000));
    await this.#insist(delivery);
  }

  async #insist(delivery: Delivery): Promise<void> {
    const { random } = this.#options;
    for (let waitMs = RETRY_MS.least; !this.#givenUp; waitMs = Math.min(RETRY_MS.most, 2 * waitMs)) {
      if (await this.#post(delivery)) return;
      await pause(random.between(waitMs / 2, waitMs));
    }
  }

  async #post(delivery: Delivery): Promise<boolean> {
    const { url, secrets } = this.#options;
    const { branch, body } = delivery;
    delivery.sent += 1;
    try {
      const response = await fetch(`${url}/webhooks/rentprog/${branch}?t=${secrets.get(branch) ?? ''}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      const answer = (await response.json()) as { eventId?: string };
      if (response.status === 200 && answer.eventId !== undefined) {
        delivery.acknowledgedAt ??= now();
        delivery.eventIds.push(answer.eventId);
        return true;
      }
    } catch {
      // The web process is down, or died with the answer on its lips: tried again, as RentProg would.
    }
    delivery.refused += 1;
    return false;
  }
}
