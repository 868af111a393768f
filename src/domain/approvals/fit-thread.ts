import { lines, type Html } from '../../kernel/html.js';

/** How long one entry may be: the first of these with which all entries fit. */
const ENTRY_LIMITS = [500, 250, 120, 60] as const;
const SHORTEST = 60;

/**
 * As much of a thread as fits into `room` characters of markup: when there is much, each entry is shortened; when that is
 * not enough, the oldest are left out. `entriesOf` words all entries, oldest first, each with at most so many characters
 * of what was said.
 */
export function fitThread(entriesOf: (limit: number) => readonly Html[], room: number): (Html | string)[] {
  for (const limit of ENTRY_LIMITS) {
    const all = entriesOf(limit);
    if (lengthOf(all) <= room) return [...all];
  }
  const kept = [...entriesOf(SHORTEST)];
  while (kept.length > 0 && lengthOf(kept) > room - 2) kept.shift();
  return ['…', ...kept];
}

/** With the end of the line above. */
function lengthOf(entries: readonly Html[]): number {
  return entries.length === 0 ? 0 : lines(...entries).markup.length + 1;
}
