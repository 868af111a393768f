/** The indexes, in order, that BYSETPOS selects from a set of `size`: 1 is the first, -1 the last. */
export function selectPositions(bySetPos: readonly number[], size: number): number[] {
  const indexes = bySetPos
    .map((position) => (position > 0 ? position - 1 : size + position))
    .filter((index) => index >= 0 && index < size);
  return [...new Set(indexes)].sort((a, b) => a - b);
}
