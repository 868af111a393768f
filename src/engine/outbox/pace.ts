/**
 * When a lane may let something leave, from when its last units left. Everything is in milliseconds of the database's
 * clock, which all processes share; nothing here looks at a clock.
 */
export interface LanePace {
  /** A token bucket: one unit every `refillMs`, up to `burst` at once after a rest. */
  refillMs: number;
  burst: number;
  /** Besides, at most `units` within any `ms`. */
  window?: {
    ms: number;
    units: number;
    /** The first so many of a window leave as the bucket lets them; what follows is spread over the rest of it. */
    burst: number;
    /** Units that are kept for what is urgent. */
    reserve: number;
    /** A reserved unit is lent to what is not urgent when it comes back within this time. */
    lendMs: number;
  };
}

/** The pace of a channel: over all of its lanes, and of each. */
export interface ChannelPace {
  perSecond: number;
  lane(lane: string): LanePace;
}

/** How far a lane has used up its pace. */
export interface Spent {
  /** When units left, oldest first; an album of ten is ten. */
  recent: readonly number[];
  /** 1: the pace as it stands; 2: half of it. */
  slowdown: number;
}

/** What comes with this priority or a smaller one is urgent. */
export const URGENT_PRIORITY = 3;

/** What the other side counts arrives a little earlier or later than we sent it. */
const MARGIN = 1.01;
const SLOWDOWN = { factor: 1.5, most: 4, recovery: 0.97 };
/** Enough for any bucket to be told to one in two hundred; an endless row of stamps is not kept. */
const STAMPS_AT_MOST = 200;
/** How much faster than its even pace a window that fell behind may be used: every sending takes a moment, too. */
const CATCH_UP = 1.25;

/** From when on something that weighs `cost` units may leave: `now` when nothing speaks against it. */
export function mayLeaveAt(
  pace: LanePace,
  { recent, slowdown }: Spent,
  ask: { now: number; cost: number; urgent: boolean },
): number {
  const { now, cost, urgent } = ask;
  const slow = slowdown * MARGIN;
  const moments = [now, bucketAt(recent, pace.refillMs * slow, pace.burst, cost)];
  if (pace.window !== undefined) {
    const { units, reserve, burst } = pace.window;
    const window = pace.window.ms * slow;
    const roomAt = (capacity: number): number => windowAt(recent, window, capacity, cost);
    moments.push(roomAt(units));
    if (!urgent) {
      const lend = pace.window.lendMs * slowdown;
      moments.push(roomAt(units - reserve) - lend);
      moments.push(spreadAt(recent, { now, window, units, lend, burst, cost }));
    }
  }
  return Math.ceil(Math.max(...moments));
}

/** The stamps that can still hold something up. */
export function stillCounted(pace: LanePace, { recent, slowdown }: Spent, now: number): number[] {
  const slow = slowdown * MARGIN;
  if (pace.window !== undefined) {
    const since = now - pace.window.ms * slow;
    return recent.filter((at) => at > since);
  }
  const refill = pace.refillMs * slow;
  let fullAt = Number.NEGATIVE_INFINITY;
  let first = 0;
  for (const [index, at] of recent.entries()) {
    // The bucket was full again before this one: what was earlier does not matter any more.
    if (fullAt <= at) first = index;
    fullAt = Math.max(fullAt, at) + refill;
  }
  return fullAt <= now ? [] : recent.slice(first).slice(-STAMPS_AT_MOST);
}

/** The other side asked to slow down: `slowdown` grows, up to four times. */
export function slower(slowdown: number): number {
  return Math.min(SLOWDOWN.most, slowdown * SLOWDOWN.factor);
}

/** Something was accepted: `slowdown` goes back a little; from 1.5 to 1 in about fifteen steps. */
export function faster(slowdown: number): number {
  return Math.max(1, slowdown * SLOWDOWN.recovery);
}

/** What weighs more than the bucket holds leaves when it is full and is paid off afterwards. */
function bucketAt(recent: readonly number[], refill: number, burst: number, cost: number): number {
  let fullAt = Number.NEGATIVE_INFINITY;
  for (const at of recent) fullAt = Math.max(fullAt, at) + refill;
  return fullAt - (burst - Math.min(cost, burst)) * refill;
}

/** When so many of the oldest have left the window that there is room for `cost`. */
function windowAt(recent: readonly number[], window: number, capacity: number, cost: number): number {
  const inTheWay = recent.length + cost - capacity;
  const last = recent[Math.min(inTheWay, recent.length) - 1];
  return last === undefined ? Number.NEGATIVE_INFINITY : last + window;
}

/**
 * The first few of a window leave at once. What follows shares the room that is left until the next unit comes free,
 * hardly faster than the window allows in the long run: one that was used up in its first seconds would keep what is
 * urgent waiting for the rest of it.
 */
function spreadAt(
  recent: readonly number[],
  by: { now: number; window: number; units: number; lend: number; burst: number; cost: number },
): number {
  const counted = recent.filter((at) => at > by.now - by.window);
  const [oldest] = counted;
  const newest = counted.at(-1);
  if (oldest === undefined || newest === undefined || counted.length + by.cost <= by.burst)
    return Number.NEGATIVE_INFINITY;
  const free = by.units - counted.length;
  const share = free > 0 ? (oldest + by.window - by.lend - newest) / free : 0;
  return newest + Math.max(by.window / (by.units * CATCH_UP), share);
}
