/**
 * One claim takes no more jobs ahead than begin within this time. The next claim is made while those of the last one
 * wait, so that none has to: what is urgent waits for two of them at most.
 */
const AHEAD_MS = 25;
const MOST = 1000;
/** Weight of the newest attempt in the running mean. */
const WEIGHT = 0.05;
/** Below that a handler's duration says nothing any more. */
const LEAST_MS = 0.05;

/**
 * How many jobs to claim beyond the free places, from how long the latest took: many for handlers that only touch the
 * database, none for those that wait. A jump upwards counts at once, so that a slow kind is not fetched ahead.
 */
export function createPrefetch(concurrency: number): { ended(ms: number): void; ahead(): number } {
  let meanMs = Number.POSITIVE_INFINITY;
  return {
    ended(ms) {
      const took = Math.max(LEAST_MS, ms);
      const isJump = took > 4 * meanMs && took > AHEAD_MS;
      meanMs = meanMs === Number.POSITIVE_INFINITY || isJump ? took : meanMs + (took - meanMs) * WEIGHT;
    },
    ahead() {
      return Math.min(MOST, Math.floor((concurrency * AHEAD_MS) / meanMs));
    },
  };
}
