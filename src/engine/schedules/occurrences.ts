import type { RecurrenceSet } from './recurrence-set.js';
import { firstNotBelow } from './times-of-day.js';
import { instantOfWall, recentGap, wallOfInstant } from './wall-time.js';

/** The instants (seconds since the epoch) of a recurrence set after `after`, in order, each once. */
export function* instantsAfter(set: RecurrenceSet, after: number): Generator<number> {
  let begin: number | null = after;
  while (begin !== null) begin = yield* upToJump(set, begin);
}

/** Answers the instant to go on after when it came to a day that is excluded as a whole; null: the set is at its end. */
function* upToJump(set: RecurrenceSet, after: number): Generator<number, number | null> {
  let last = after;
  for (const instant of inOrder(set, after)) {
    if (instant <= last) continue;
    const included = set.nextIncluded(instant);
    if (included > instant + 1) return included - 1;
    last = instant;
    if (included === instant) yield instant;
  }
  return null;
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
