import { setTimeout as delay } from 'node:timers/promises';

/** How long after a failure it is tried again: in all about three minutes. */
const PAUSES_MS = [1_000, 3_000, 10_000, 30_000, 120_000];
/** Longer than the product may take for any webhook. */
const ANSWER_WITHIN_MS = 10_000;

/** `stopped`: the sender was closed before anybody answered. */
export type PostOutcome = 'told' | 'gave_up' | 'stopped';

/**
 * Posts of an outside system to the product. One that is not answered with 200 is tried again a few times, with growing
 * pauses; what concerns the same thing, by `lane`, goes in order, everything else side by side.
 */
export class WebhookPosts {
  readonly #url: () => string;
  readonly #pausesMs: readonly number[];
  readonly #lanes = new Map<string, Promise<PostOutcome>>();
  readonly #closing = new AbortController();

  /** `url` is asked at every attempt: the product may come later, and elsewhere. */
  constructor(options: { url: () => string; pausesMs?: readonly number[] }) {
    this.#url = options.url;
    this.#pausesMs = options.pausesMs ?? PAUSES_MS;
  }

  post(lane: string, body: object): Promise<PostOutcome> {
    const text = JSON.stringify(body);
    const before = this.#lanes.get(lane);
    const turn = before === undefined ? this.#deliver(text) : before.then(() => this.#deliver(text));
    this.#lanes.set(lane, turn);
    return turn;
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.all(this.#lanes.values());
  }

  async #deliver(text: string): Promise<PostOutcome> {
    const { signal } = this.#closing;
    for (const pauseMs of [0, ...this.#pausesMs]) {
      // A pause that is cut short has no other reason than the closing, which is asked for right here.
      if (pauseMs > 0) await delay(pauseMs, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return 'stopped';
      if (await this.#isTaken(text)) return 'told';
    }
    return signal.aborted ? 'stopped' : 'gave_up';
  }

  async #isTaken(body: string): Promise<boolean> {
    try {
      const answer = await fetch(this.#url(), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
        redirect: 'manual',
        signal: AbortSignal.any([this.#closing.signal, AbortSignal.timeout(ANSWER_WITHIN_MS)]),
      });
      await answer.body?.cancel();
      return answer.status === 200;
    } catch {
      // Nobody there, no answer in time, no address yet: to a sender it is all the same.
      return false;
    }
  }
}
