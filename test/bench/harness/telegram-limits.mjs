const BURST = 5;
const REFILL_SECONDS = 1;
const WINDOW_SECONDS = 60;
const WINDOW_MESSAGES = 20;

/**
 * The least time in which a group takes so many messages and edits: a bucket of five that gets one a second, and never
 * more than twenty in any minute.
 *
 * @param {number} count
 * @returns {number} in seconds, from the first to the last
 */
export function leastSeconds(count) {
  const sent = [];
  let fullAt = Number.NEGATIVE_INFINITY;
  for (let number = 0; number < count; number += 1) {
    const windowAt = number < WINDOW_MESSAGES ? 0 : sent[number - WINDOW_MESSAGES] + WINDOW_SECONDS;
    const at = Math.max(0, windowAt, fullAt - (BURST - 1) * REFILL_SECONDS);
    fullAt = Math.max(fullAt, at) + REFILL_SECONDS;
    sent.push(at);
  }
  return sent.at(-1) ?? 0;
}
