import { vi } from 'vitest';

const LOOK_EVERY_MS = 10;

/**
 * Looks again and again until `condition` holds. Fails with `what` (it reads "not within 5000 ms: the job is dead")
 * when it does not in time; an error that the condition throws is shown when it is the last thing that happened.
 */
export async function eventually(
  condition: () => boolean | Promise<boolean>,
  what: string,
  withinMs = 10_000,
): Promise<void> {
  await vi.waitFor(
    async () => {
      if (!(await condition())) throw new Error(`not within ${withinMs} ms: ${what}`);
    },
    { timeout: withinMs, interval: LOOK_EVERY_MS },
  );
}

/** Looks again and again until `look` throws nothing any more, as an expectation does; answers what it found. */
export function soon<Found>(look: () => Found | Promise<Found>, withinMs = 10_000): Promise<Found> {
  return vi.waitFor(look, { timeout: withinMs, interval: LOOK_EVERY_MS });
}
