/** A job to be stored. */
export interface NewJob {
  kind: string;
  payload: unknown;
  correlationId: string;
  /** 1 is the most urgent, 9 the least; 5 when absent. */
  priority?: number;
  /** Not before this time (by the database's clock). */
  runAt?: Date;
  /** Not before so many milliseconds from now. */
  delayMs?: number;
  /** Taken from the kind's definition when absent. */
  maxAttempts?: number;
  /** Jobs of one key run strictly one at a time. */
  concurrencyKey?: string;
  /** While a job of this kind and key waits or runs, another one is not stored. */
  dedupeKey?: string;
  eventId?: string;
  runId?: string;
}
