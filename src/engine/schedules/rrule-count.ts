import { scheduleFault } from './schedule-fault.js';
import type { WallSequence } from './wall-sequence.js';

/** What counting takes when the periods of a rule are not alike. */
const MOST_COUNTED = 100_000;

/** The periods of a rule of which each has as many occurrences as every other. */
export interface AlikePeriods {
  /** The wall time at which the n-th period of the rule begins, 0 is the one it starts in. */
  start: (index: number) => number;
}

/** Refuses a COUNT that could only be found by counting for seconds. */
export function checkCount(count: number, alike: AlikePeriods | null): void {
  if (!alike && count > MOST_COUNTED)
    throw scheduleFault(
      'schedule_expr',
      `COUNT=${count} is more than ${MOST_COUNTED} in a rule of this shape: end it with UNTIL`,
    );
}

/**
 * The wall time of the `count`-th occurrence of a rule that starts at `start`, Infinity when it has fewer. Counted from
 * the start, so that it is the same whenever it is asked for.
 */
export function wallOfCount(
  walls: WallSequence,
  start: number,
  count: number,
  alike: AlikePeriods | null,
): number {
  if (!alike) return nth(walls(start), count);
  const inFirst = countUntil(walls(start), alike.start(1));
  if (count <= inFirst) return nth(walls(start), count);
  const inEach = countUntil(walls(alike.start(1)), alike.start(2));
  if (inEach === 0) return Infinity;
  const whole = Math.floor((count - inFirst - 1) / inEach);
  return nth(walls(alike.start(1 + whole)), count - inFirst - whole * inEach);
}

function nth(walls: Iterable<number>, count: number): number {
  let seen = 0;
  for (const wall of walls) {
    seen += 1;
    if (seen === count) return wall;
  }
  return Infinity;
}

function countUntil(walls: Iterable<number>, end: number): number {
  let seen = 0;
  for (const wall of walls) {
    if (wall >= end) return seen;
    seen += 1;
  }
  return seen;
}
