import { faster, mayLeaveAt, slower, stillCounted, type LanePace } from './pace.js';

/** What the row of a lane says when it is leased. Moments are milliseconds of the database's clock. */
export interface LeasedLane {
  leaseToken: string;
  /** One of its effects may have arrived although the last holder does not tell. */
  torn: boolean;
  slowdown: number;
  recent: number[];
  urgentAt: number | null;
  normalAt: number | null;
  now: number;
}

/** The pace of a lane while it is held: read with the lease, stored with every effect that is taken and at the end. */
export class LaneState {
  recent: number[];
  slowdown: number;
  urgentAt: number | null;
  normalAt: number | null;
  /** Stamps of what is being sent now; they are the last of `recent`. */
  #open = 0;
  readonly #clockOffset: number;

  constructor(row: LeasedLane) {
    this.recent = row.recent;
    this.slowdown = row.slowdown;
    this.urgentAt = row.urgentAt;
    this.normalAt = row.normalAt;
    // By a clock that never steps; what the answer took on its way is a millisecond or so.
    this.#clockOffset = row.now - performance.now();
  }

  /** The database's clock. */
  now(): number {
    return Math.ceil(performance.now() + this.#clockOffset);
  }

  /** From when on something may leave; null: now. What the other side has put off leaves when it said, whatever the pace. */
  waitsUntil(pace: LanePace | undefined, ask: { cost: number; urgent: boolean }): number | null {
    const isExcused = this.urgentAt === null;
    if (pace === undefined || isExcused || ask.cost === 0) return null;
    const now = this.now();
    const at = mayLeaveAt(pace, this, { ...ask, now });
    return at > now ? at : null;
  }

  /** The head of the lane has to wait for longer than a single unit would. */
  hold(until: number, urgent: boolean): void {
    if (urgent) this.urgentAt = until;
    this.normalAt = Math.max(until, this.normalAt ?? until);
  }

  /** Something is about to leave. */
  open(pace: LanePace | undefined, cost: number): void {
    this.#open = pace === undefined ? 0 : cost;
    this.#stamp(pace, this.#open);
  }

  accepted(): void {
    this.slowdown = faster(this.slowdown);
  }

  throttled(): void {
    this.slowdown = slower(this.slowdown);
  }

  /**
   * What was open took so many units. They are stamped anew: it arrived some time between, and counting from the later
   * end never lets too many into a window, however long the way was. None when it did not get as far as the other side.
   */
  close(pace: LanePace | undefined, units: number): void {
    this.#forgetOpen();
    this.#stamp(pace, pace === undefined ? 0 : units);
  }

  /** The other side asked to wait: it said itself when it will take something again, and did not take this. */
  putOff(): void {
    this.#forgetOpen();
    this.urgentAt = null;
    this.normalAt = null;
  }

  #forgetOpen(): void {
    this.recent = this.recent.slice(0, Math.max(0, this.recent.length - this.#open));
    this.#open = 0;
  }

  #stamp(pace: LanePace | undefined, units: number): void {
    if (pace === undefined) {
      this.urgentAt = null;
      this.normalAt = null;
      return;
    }
    const now = this.now();
    const recent = [...this.recent, ...Array.from({ length: units }, () => now)];
    this.recent = stillCounted(pace, { recent, slowdown: this.slowdown }, now);
    this.urgentAt = mayLeaveAt(pace, this, { now, cost: 1, urgent: true });
    this.normalAt = mayLeaveAt(pace, this, { now, cost: 1, urgent: false });
  }
}
