import type { Backoff } from '../../kernel/backoff.js';
import { BranchlineError } from '../../kernel/errors.js';
import type { Sql } from '../../platform/sql/index.js';
import type { StreamEvent, StreamType } from './read-events.js';

/**
 * What opens a consumer's transactions: the engine's workshop. Jobs know the stream, so the stream knows of their
 * `Work` only that there is one.
 */
export interface Transactions<Work> {
  transact<Result>(write: (work: Work, sql: Sql) => Promise<Result>): Promise<Result>;
}

/** A group of consumers: any number of processes that together handle each event once, in order. */
export interface ConsumerDefinition<Work> {
  /** The group's name for ever: its position is stored under it. */
  name: string;
  /** As in `readEvents`. */
  types?: readonly StreamType[];
  /** Where a group that is new begins; one that has a position goes on from there. */
  from: 'beginning' | 'now';
  /** Events in one transaction at most. */
  batch: number;
  /** An event that fails so often in a row is given up. Infinity: never for that, the group waits. */
  maxFailures: number;
  /** The wait before a failed event is tried again; half a second to a minute when not given. */
  backoff?: Backoff;
  /**
   * Handles events in order. What it writes through `work` is stored together with the group's position, or not at
   * all: in the database each event takes effect exactly once; what it does elsewhere may be repeated. It runs in an
   * open transaction that holds the stream up for others, so it waits for no outside system: it leaves a job or an
   * effect instead. An error that no retry can help (`retryable: false`) gives the event up at once.
   */
  handle(events: readonly StreamEvent[], work: Work): Promise<void>;
}

/** @throws `event.consumer_invalid` for a name, list of types or bound that cannot work */
export function defineConsumer<Work>(definition: ConsumerDefinition<Work>): ConsumerDefinition<Work> {
  const { name, types, batch, maxFailures } = definition;
  const faults = [
    name.trim() === '' && 'the name is empty',
    types?.length === 0 && 'the list of types is empty',
    !(Number.isInteger(batch) && batch >= 1) && 'batch is no whole number above 0',
    !((Number.isInteger(maxFailures) || maxFailures === Infinity) && maxFailures >= 1) &&
      'maxFailures is no whole number above 0',
  ].filter((fault) => fault !== false);
  if (faults.length === 0) return definition;
  throw new BranchlineError('event.consumer_invalid', {
    retryable: false,
    message: `The consumer "${name}" cannot work: ${faults.join(', ')}`,
    details: { name, faults },
  });
}
