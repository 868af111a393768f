import type { RecurrenceSet } from './recurrence-set.js';
import { firstNotBelow } from './times-of-day.js';
import { instantOfWall, recentGap, wallOfInstant } from './wall-time.js';

/** The instants (seconds since the epoch) of a recurrence set after `after`, in order, each once. */
export function* instantsAfter(set: RecurrenceSet, after: number): Generator<number> {
  let last = after;
  for (const instant of inOrder(set, after)) {
    if (instant <= last) continue;
    last = instant;
    if (!set.isExcluded(instant)) yield instant;
  }
}

/**
 * A wall time in a spring gap is shifted past others that follow it on the clock: it waits, as RDATEs do, until its turn.
 */
function* inOrder(set: RecurrenceSet, after: number): Generator<number> {
  const { zone, added } = set;
  const lastInstant = set.lastInstant ?? Infinity;
  const waiting = added.slice(firstNotBelow(added, after + 1));
  const start = wallOfInstant(after, zone) - recentGap(after, zone);
  for (const wall of set.walls(start)) {
    const instant = instantOfWall(wall, zone);
    const isInGap = wallOfInstant(instant, zone) !== wall;
    if (isInGap) {
      if (instant <= lastInstant) waiting.splice(firstNotBelow(waiting, instant), 0, instant);
      continue;
    }
    if (instant > lastInstant) break;
    while ((waiting[0] ?? Infinity) <= instant) yield waiting.shift() ?? instant;
    yield instant;
  }
  yield* waiting;
}
