import type { z } from 'zod';
import type { Work } from '../work/index.js';
import type { Backoff } from './backoff.js';

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

/** A job in the hands of a worker. */
export interface Job<Payload = unknown> {
  id: bigint;
  kind: string;
  payload: Payload;
  /** This attempt's number, from 1. */
  attempt: number;
  maxAttempts: number;
  leaseToken: string;
  correlationId: string;
  eventId: string | null;
  runId: string | null;
}

export interface JobContext {
  /** Aborted when the job's time is over, its lease is lost or the program stops. */
  signal: AbortSignal;
  /**
   * Does `write` and ends the job in one transaction, so that neither can happen without the other. At most once
   * a job. Throws `job.lease_lost`, with nothing written, when another worker has the job by now.
   */
  commit<Result>(write: (work: Work) => Promise<Result>): Promise<Result>;
}

/** What is done for jobs of one kind. A handler that returns without `commit` has just ended the job. */
export interface JobDefinition<Payload = unknown> {
  kind: string;
  payload: z.ZodType<Payload>;
  maxAttempts: number;
  timeoutMs: number;
  backoff: Backoff;
  handle(job: Job<Payload>, context: JobContext): Promise<void>;
  /** Runs in the transaction that makes the job dead. */
  onDead?(job: Job<Payload>, error: string, work: Work): Promise<void>;
}

/** Keeps the payload's type while definitions of many kinds go into one list. */
export function defineJob<Payload>(definition: JobDefinition<Payload>): AnyJobDefinition {
  return {
    ...definition,
    handle: (job, context) => definition.handle(withPayload(definition, job), context),
    onDead: (job, error, work) =>
      definition.onDead?.(withPayload(definition, job), error, work) ?? Promise.resolve(),
  };
}

export type AnyJobDefinition = JobDefinition;

function withPayload<Payload>(definition: JobDefinition<Payload>, job: Job): Job<Payload> {
  return { ...job, payload: definition.payload.parse(job.payload) };
}
