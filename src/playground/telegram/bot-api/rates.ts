/** How long to wait for room, and taking it. Times are milliseconds of one clock. */
export interface Rate {
  /** 0 when so many messages pass now. More than ever fit at once pass as soon as there is all the room. */
  wait(messages: number, now: number): number;
  take(messages: number, now: number): void;
}

/** What a refill of fractions leaves missing by rounding. */
const ROUNDING = 1e-6;

/** So many at once, and then as fast as it fills again. */
export class Bucket implements Rate {
  private readonly capacity: number;
  private readonly perMs: number;
  private filled: number;
  private at = Number.NEGATIVE_INFINITY;

  constructor(capacity: number, perMs: number) {
    this.capacity = capacity;
    this.perMs = perMs;
    this.filled = capacity;
  }

  wait(messages: number, now: number): number {
    this.refill(now);
    const missing = Math.min(messages, this.capacity) - this.filled;
    return missing <= ROUNDING ? 0 : missing / this.perMs;
  }

  /** An album that is larger than the bucket leaves a debt. */
  take(messages: number, now: number): void {
    this.refill(now);
    this.filled -= messages;
  }

  private refill(now: number): void {
    this.filled = Math.min(this.capacity, this.filled + (now - this.at) * this.perMs);
    this.at = now;
  }
}

/** So many in any stretch of time of the given length. */
export class SlidingWindow implements Rate {
  private readonly limit: number;
  private readonly lengthMs: number;
  /** When each message leaves the window, soonest first. */
  private leaving: number[] = [];

  constructor(limit: number, lengthMs: number) {
    this.limit = limit;
    this.lengthMs = lengthMs;
  }

  wait(messages: number, now: number): number {
    this.leaving = this.leaving.filter((at) => at > now);
    const tooMany = this.leaving.length + Math.min(messages, this.limit) - this.limit;
    return tooMany <= 0 ? 0 : (this.leaving[Math.ceil(tooMany) - 1] ?? now) - now;
  }

  take(messages: number, now: number): void {
    for (let count = 0; count < messages; count += 1) this.leaving.push(now + this.lengthMs);
  }
}
