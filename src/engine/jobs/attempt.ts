import { BranchlineError, errorMessage } from '../../kernel/errors.js';
import type { Sql } from '../../platform/sql/index.js';
import type { ClaimedJob } from './claims.js';
import type { AnyJobDefinition, Job, JobContext, JobProgress } from './job.js';
import { ATTEMPTS_OF_KIND } from './new-job.js';
import { createProgress } from './progress.js';
import { settleFailure, settleSuccess, type SettleDeps } from './settle.js';
import type { Work, Workshop } from './work.js';

export interface AttemptDeps extends SettleDeps {
  sql: Sql;
  workshop: Workshop;
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
  #fail: (error: unknown) => void = () => undefined;

  constructor(deps: AttemptDeps, definition: AnyJobDefinition, claimed: ClaimedJob) {
    this.#deps = deps;
    this.#definition = definition;
    this.claimed = claimed;
    this.job = {
      ...claimed,
      attempt: claimed.attempts,
      maxAttempts: claimed.maxAttempts === ATTEMPTS_OF_KIND ? definition.maxAttempts : claimed.maxAttempts,
    };
  }

  /** The handler is told by its signal, and is waited for no longer: one that hangs does not hold its place. */
  abort(reason: Error): void {
    this.#abortedBy ??= reason;
    this.#controller?.abort(reason);
    this.#fail(this.#abortedBy);
  }

  /**
   * Runs the handler. What comes back says only that it is over and its place is free; `settled` is kept when the end is
   * stored. `ms`: how long it took.
   */
  async run(): Promise<{ settled: Promise<void>; ms: number }> {
    const { job, claimed } = this;
    const { metrics } = this.#deps;
    metrics.wait.observe(Math.max(0, claimed.waitedSeconds));
    this.#startedAt = performance.now();
    let failure: { error: unknown } | undefined;
    try {
      await this.#handle();
    } catch (error) {
      failure = { error };
    }
    this.#progress?.end();
    const ms = performance.now() - this.#startedAt;
    metrics.duration.observe({ kind: job.kind }, ms / 1000);
    const ended = { id: job.id, leaseToken: job.leaseToken, ms };
    const settled =
      failure !== undefined && !this.#committed
        ? settleFailure(this.#deps, this.#definition, job, ended, failure.error)
        : settleSuccess(this.#deps, job, ended, { committed: this.#committed, failedAfter: failure?.error });
    return { settled, ms };
  }

  #handle(): Promise<void> {
    const { job } = this;
    const { timeoutMs } = this.#definition;
    return new Promise((resolve, reject) => {
      if (this.claimed.isCancelled) {
        reject(new BranchlineError('job.cancelled', { retryable: false }));
        return;
      }
      if (job.attempt > job.maxAttempts) {
        reject(
          new BranchlineError('job.lost_too_often', {
            retryable: false,
            message: `the worker was lost in each of ${job.maxAttempts} attempts`,
          }),
        );
        return;
      }
      const timeout = setTimeout(() => {
        this.abort(
          new BranchlineError('job.timeout', { retryable: true, message: `no end within ${timeoutMs} ms` }),
        );
      }, timeoutMs);
      this.#fail = (error) => {
        clearTimeout(timeout);
        reject(error instanceof Error ? error : new Error(errorMessage(error)));
      };
      // A handler may throw before it gives a promise.
      const handled = (async () => this.#definition.handle(job, this.#context()))();
      handled.then(() => {
        clearTimeout(timeout);
        resolve();
      }, this.#fail);
    });
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
    const result = await this.#deps.workshop.transact(async (work, sql) => {
      if (this.#abortedBy !== undefined) throw this.#abortedBy;
      const ended = { id, leaseToken, ms: performance.now() - this.#startedAt };
      if (!(await this.#deps.settlements.doneWithin(sql, ended)))
        throw new BranchlineError('job.lease_lost', { retryable: false });
      return write(work);
    });
    this.#committed = true;
    // What the handler does after that needs no lease, which may have ended with the job.
    this.#deps.leases.drop(leaseToken, [id]);
    return result;
  }
}
