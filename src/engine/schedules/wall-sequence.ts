/**
 * The wall times (seconds, see civil.ts) that an expression means, from one on: in order, without repetition. They are
 * evaluated without a zone, as if every day had 24 hours; expression.ts turns them into instants.
 */
export type WallSequence = (from: number) => Iterable<number>;
