/** What is stored for a job that has as many attempts as its kind's definition says when it runs. */
export const ATTEMPTS_OF_KIND = 0;

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
  /** Jobs of one key run strictly one at a time, whatever their kinds. One that waits for a retry lets others pass. */
  concurrencyKey?: string;
  /** While a job of this kind and key waits or runs, another one is not stored. */
  dedupeKey?: string;
  /** Nor is one within so many milliseconds after the first was stored, although that may have ended. */
  dedupeWindowMs?: number;
  eventId?: string;
  runId?: string;
}
