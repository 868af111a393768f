import { z } from 'zod';
import type { Backoff } from '../../kernel/backoff.js';
import { BranchlineError } from '../../kernel/errors.js';
import type { Work } from './work.js';

/** A job in the hands of a worker. */
export interface Job<Payload = unknown> {
  id: bigint;
  kind: string;
  payload: Payload;
  /** This attempt's number, from 1. */
  attempt: number;
  maxAttempts: number;
  /** Names this attempt: what it writes of itself counts only while the job runs under it. */
  leaseToken: bigint;
  correlationId: string;
  eventId: string | null;
  runId: string | null;
}

export interface JobContext {
  /** Aborted when the job's time is over, it is cancelled, its lease is lost or the program stops. */
  signal: AbortSignal;
  /**
   * Does `write` and ends the job in one transaction, so that neither can happen without the other. At most once
   * a job. Throws `job.lease_lost`, with nothing written, when another worker has the job by now.
   */
  commit: <Result>(write: (work: Work) => Promise<Result>) => Promise<Result>;
  /** Lets people see how far long work is. Stored about once a second, the latest wins; never fails the job. */
  progress: (progress: JobProgress) => void;
}

export interface JobProgress {
  /** How much is done, of `total` when that is known. */
  done: number;
  total?: number;
  /** What is being done, for people. */
  note?: string;
}

/** Over all processes at most `jobs` begin in `perMs`, evenly spread; after a quiet time `burst` (1) begin at once. */
export interface RateLimit {
  jobs: number;
  perMs: number;
  burst?: number;
}

/** What is done for jobs of one kind. A handler that returns without `commit` has just ended the job. */
export interface JobDefinition<Payload = unknown> {
  kind: string;
  payload: z.ZodType<Payload>;
  maxAttempts: number;
  timeoutMs: number;
  /** A function: what to wait depends on the job. */
  backoff: Backoff | ((job: Job<Payload>) => Backoff);
  /** Mostly waits for an outside system: such jobs have slots of their own, so a slow one delays nothing else. */
  waitsOutside?: boolean;
  rateLimit?: RateLimit;
  handle(job: Job<Payload>, context: JobContext): Promise<void>;
  /** Runs in the transaction that makes the job dead. Of a job that died of its payload only the rest can be read. */
  onDead?(job: Job<Payload>, error: string, work: Work): Promise<void>;
}

/** For a job that only reads and writes the database: ten attempts within some minutes, each over within 15 s. */
export const DATABASE_JOB = {
  maxAttempts: 10,
  timeoutMs: 15_000,
  backoff: { strategy: 'exponential_jitter', baseMs: 500, maxMs: 60_000 },
} as const satisfies Partial<JobDefinition>;

/** Keeps the payload's type while definitions of many kinds go into one list. */
export function defineJob<Payload>(definition: JobDefinition<Payload>): AnyJobDefinition {
  const { backoff } = definition;
  return {
    ...definition,
    backoff: typeof backoff === 'function' ? (job) => backoff(withPayload(definition, job)) : backoff,
    handle: (job, context) => definition.handle(withPayload(definition, job), context),
    onDead: (job, error, work) =>
      definition.onDead?.(withPayloadOnDemand(definition, job), error, work) ?? Promise.resolve(),
  };
}

export type AnyJobDefinition = JobDefinition;

function withPayload<Payload>(definition: JobDefinition<Payload>, job: Job): Job<Payload> {
  const payload = parsePayload(definition, job);
  return payload === job.payload ? (job as Job<Payload>) : { ...job, payload };
}

function withPayloadOnDemand<Payload>(definition: JobDefinition<Payload>, job: Job): Job<Payload> {
  return {
    ...job,
    get payload() {
      return parsePayload(definition, job);
    },
  };
}

function parsePayload<Payload>(definition: JobDefinition<Payload>, job: Job): Payload {
  const parsed = definition.payload.safeParse(job.payload);
  if (parsed.success) return parsed.data;
  throw new BranchlineError('job.payload_invalid', {
    retryable: false,
    message: z.prettifyError(parsed.error),
  });
}
