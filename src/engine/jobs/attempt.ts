import { BranchlineError, errorMessage } from '../../kernel/errors.js';
import type { Sql } from '../../platform/sql/index.js';
import type { ClaimedJob } from './claims.js';
import type { Deadlines } from './deadlines.js';
import type { AnyJobDefinition, Job, JobContext, JobProgress } from './job.js';
import { ATTEMPTS_OF_KIND } from './new-job.js';
import { createProgress } from './progress.js';
import { settleFailure, settleSuccess, type SettleDeps } from './settle.js';
import type { Work, Workshop } from './work.js';

export interface AttemptDeps extends SettleDeps {
  sql: Sql;
  deadlines: Deadlines;
  workshop: Workshop;
}

/** How a handler ended: `failure` is what it threw, or why it was aborted. */
export interface Outcome {
  /** How long it took. */
  ms: number;
  failure: { error: unknown } | undefined;
}

/** One run of a claimed job's handler. What most handlers never use (a signal, progress) is made when it is asked for. */
export class Attempt {
  readonly job: Job;
  readonly claimed: ClaimedJob;
  readonly #deps: AttemptDeps;
  readonly #definition: AnyJobDefinition;
  #startedAt = 0;
  #committed = false;
  #controller: AbortController | undefined;
  #abortedBy: Error | undefined;
  #progress: ReturnType<typeof createProgress> | undefined;
  #timeout: NodeJS.Timeout | undefined;
  /** Undefined before the handler began, and again when it is over. */
  #end: ((failure: Outcome['failure']) => void) | undefined;

  constructor(deps: AttemptDeps, definition: AnyJobDefinition, claimed: ClaimedJob) {
    this.#deps = deps;
    this.#definition = definition;
    this.claimed = claimed;
    this.job = {
      id: claimed.id,
      kind: claimed.kind,
      payload: claimed.payload,
      attempt: claimed.attempts,
      maxAttempts: claimed.maxAttempts === ATTEMPTS_OF_KIND ? definition.maxAttempts : claimed.maxAttempts,
      leaseToken: claimed.leaseToken,
      correlationId: claimed.correlationId,
      eventId: claimed.eventId,
      runId: claimed.runId,
    };
  }

  /** The handler is told by its signal, and is waited for no longer: one that hangs does not hold its place. */
  abort(reason: Error): void {
    this.#abortedBy ??= reason;
    this.#controller?.abort(reason);
    this.#end?.({ error: this.#abortedBy });
  }

  /** Runs the handler; never rejects. When it is over its place is free, and its end is still to be stored. */
  run(): Promise<Outcome> {
    this.#deps.metrics.wait.observe(Math.max(0, this.claimed.waitedSeconds));
    this.#startedAt = performance.now();
    return new Promise((resolve) => {
      this.#end = (failure) => {
        this.#end = undefined;
        clearTimeout(this.#timeout);
        this.#progress?.end();
        const ms = performance.now() - this.#startedAt;
        this.#deps.metrics.duration.observe({ kind: this.job.kind }, ms / 1000);
        resolve({ ms, failure });
      };
      const refusal = this.#refusal();
      if (refusal !== undefined) {
        this.#end({ error: refusal });
        return;
      }
      this.#handle().then(
        () => this.#end?.(undefined),
        (error: unknown) => this.#end?.({ error }),
      );
      // Most handlers are over by then and need no timer.
      this.#deps.deadlines.watch(this);
    });
  }

  /** Its handler did not end at once: from here on a timer ends it when its time is over. */
  limit(): void {
    if (this.#end === undefined) return;
    const { timeoutMs } = this.#definition;
    const left = Math.max(0, timeoutMs - (performance.now() - this.#startedAt));
    this.#timeout = setTimeout(() => {
      this.abort(
        new BranchlineError('job.timeout', { retryable: true, message: `no end within ${timeoutMs} ms` }),
      );
    }, left);
  }

  /** Stores what came of it. */
  settle({ ms, failure }: Outcome): Promise<void> {
    const { job } = this;
    const ended = { id: job.id, leaseToken: job.leaseToken, ms };
    return failure !== undefined && !this.#committed
      ? settleFailure(this.#deps, this.#definition, job, ended, failure.error)
      : settleSuccess(this.#deps, job, ended, { committed: this.#committed, failedAfter: failure?.error });
  }

  /** Why the handler is not to begin. */
  #refusal(): Error | undefined {
    const { attempt, maxAttempts } = this.job;
    if (this.claimed.isCancelled) return new BranchlineError('job.cancelled', { retryable: false });
    if (attempt <= maxAttempts) return undefined;
    return new BranchlineError('job.lost_too_often', {
      retryable: false,
      message: `the worker was lost in each of ${maxAttempts} attempts`,
    });
  }

  #handle(): Promise<void> {
    try {
      return this.#definition.handle(this.job, this.#context());
    } catch (error) {
      // A handler may throw before it gives a promise.
      return Promise.reject(error instanceof Error ? error : new Error(errorMessage(error)));
    }
  }

  #context(): JobContext {
    const signal = (): AbortSignal => this.#signal();
    return {
      get signal() {
        return signal();
      },
      commit: (write) => this.#commit(write),
      progress: (progress: JobProgress) => {
        this.#progress ??= createProgress(this.#deps, this.job);
        this.#progress.report(progress);
      },
    };
  }

  #signal(): AbortSignal {
    this.#controller ??= new AbortController();
    if (this.#abortedBy !== undefined) this.#controller.abort(this.#abortedBy);
    return this.#controller.signal;
  }

  async #commit<Result>(write: (work: Work) => Promise<Result>): Promise<Result> {
    const { id, leaseToken } = this.job;
    const { leases, settlements, workshop } = this.#deps;
    return leases.whileEnding(leaseToken, async () => {
      const result = await workshop.transact(async (work, sql) => {
        if (this.#abortedBy !== undefined) throw this.#abortedBy;
        const ended = { id, leaseToken, ms: performance.now() - this.#startedAt };
        if (!(await settlements.doneWithin(sql, ended)))
          throw new BranchlineError('job.lease_lost', { retryable: false });
        return write(work);
      });
      this.#committed = true;
      // What the handler does after that needs no lease, which may have ended with the job.
      leases.drop(leaseToken, [id]);
      return result;
    });
  }
}
