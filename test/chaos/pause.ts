import { promisify } from 'node:util';

const delay = promisify(setTimeout);

/** Faults and load are spread over time: that is what a campaign is. Nothing here waits for a result. */
export async function pause(ms: number, signal?: AbortSignal): Promise<void> {
  // Woken before its time it is simply over; whoever paused looks at the signal.
  await delay(ms, undefined, { signal }).catch(() => undefined);
}

/** Looks until `condition` holds; false when it did not within `withinMs`. What it throws counts as "not yet". */
export async function holdsWithin(
  withinMs: number,
  everyMs: number,
  condition: () => Promise<boolean>,
): Promise<boolean> {
  const until = performance.now() + withinMs;
  for (;;) {
    if (await condition().catch(() => false)) return true;
    if (performance.now() > until) return false;
    await pause(everyMs);
  }
}

/** Milliseconds since 1970 by the monotonic clock, as the emulator's transcript has them. */
export function now(): number {
  return performance.timeOrigin + performance.now();
}
