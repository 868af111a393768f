import { setTimeout as delay } from 'node:timers/promises';
import { retryDelayMs } from '../../kernel/backoff.js';
import { BranchlineError, errorMessage } from '../../kernel/errors.js';
import type { Logger } from '../../platform/log/index.js';
import { loadStatement, type Sql } from '../../platform/sql/index.js';
import type { Wakeups } from '../wakeups/index.js';
import type { AnyJobDefinition, Job } from './job.js';
import type { JobMetrics } from './metrics.js';
import type { Workshop } from './work.js';

const claimSql = loadStatement(import.meta.url, './sql/claim.sql');
const completeSql = loadStatement(import.meta.url, './sql/complete.sql');
const failSql = loadStatement(import.meta.url, './sql/fail.sql');
const heartbeatSql = loadStatement(import.meta.url, './sql/heartbeat.sql');
const promoteDueSql = loadStatement(import.meta.url, './sql/promote-due.sql');
const recoverLostSql = loadStatement(import.meta.url, './sql/recover-lost.sql');

interface ClaimedJob {
  id: bigint;
  kind: string;
  payload: unknown;
  attempts: number;
  maxAttempts: number;
  leaseToken: string;
  correlationId: string;
  eventId: string | null;
  runId: string | null;
  waitedSeconds: number;
}

export interface WorkerOptions {
  name: string;
  concurrency: number;
  /** How long a claim is good for without a heartbeat. */
  leaseMs: number;
  /** How often to look without having been woken. */
  pollMs: number;
}

interface Running {
  job: ClaimedJob;
  abort: AbortController;
  ended: Promise<void>;
}

const UNIQUE_VIOLATION = '23505';
/** An `onDead` that fails keeps the job alive; after so many attempts beyond the last one it dies without. */
const MORE_DEATHS = 3;

/**
 * Claims jobs and runs their handlers, several at once. Every statement that ends an attempt names the lease, so a
 * worker that was too slow changes nothing (architecture.md, decision 5). What a killed worker held is taken back
 * when its lease runs out.
 */
export class Worker {
  readonly #deps: {
    sql: Sql;
    workshop: Workshop;
    wakeups: Wakeups;
    log: Logger;
    metrics: JobMetrics;
    definitions: ReadonlyMap<string, AnyJobDefinition>;
  };
  readonly #options: WorkerOptions;
  /** By lease token: a job that was lost can come back to the same worker while its first attempt still runs. */
  readonly #running = new Map<string, Running>();
  /** JSON: how many attempts a job of each kind has. */
  readonly #kinds: string;
  #wakeUp: () => void = () => undefined;
  #woken = false;
  #stopping = false;
  #loop: Promise<void> | undefined;
  #upkeep: NodeJS.Timeout | undefined;
  #unsubscribe: () => void = () => undefined;

  constructor(
    deps: {
      sql: Sql;
      workshop: Workshop;
      wakeups: Wakeups;
      log: Logger;
      metrics: JobMetrics;
      definitions: readonly AnyJobDefinition[];
    },
    options: WorkerOptions,
  ) {
    this.#deps = { ...deps, definitions: new Map(deps.definitions.map((one) => [one.kind, one])) };
    this.#options = options;
    this.#kinds = JSON.stringify(
      Object.fromEntries(deps.definitions.map((one) => [one.kind, one.maxAttempts])),
    );
  }

  start(): void {
    this.#unsubscribe = this.#deps.wakeups.onWake('jobs', () => {
      this.#wake();
    });
    this.#upkeep = setInterval(() => {
      void this.#keepLeases();
    }, this.#options.leaseMs / 3).unref();
    this.#loop = this.#run();
  }

  /** Claims no more, waits up to `graceMs` for what runs, then aborts it and gives it back. */
  async stop(graceMs: number): Promise<void> {
    this.#stopping = true;
    this.#unsubscribe();
    this.#wake();
    await this.#loop;
    const ended = Promise.all([...this.#running.values()].map((one) => one.ended));
    await Promise.race([ended, delay(graceMs, undefined, { ref: false })]);
    for (const { abort } of this.#running.values())
      abort.abort(new BranchlineError('worker.stopped', { retryable: true }));
    await Promise.race([ended, delay(500, undefined, { ref: false })]);
    clearInterval(this.#upkeep);
  }

  #wake(): void {
    this.#woken = true;
    this.#wakeUp();
  }

  async #run(): Promise<void> {
    while (!this.#stopping) {
      this.#woken = false;
      let waitMs = this.#options.pollMs;
      try {
        const [due] = await this.#deps.sql.rows<{ nextInMs: number | null }>(promoteDueSql, []);
        if (typeof due?.nextInMs === 'number')
          waitMs = Math.min(waitMs, Math.max(1, Math.ceil(due.nextInMs)));
        const free = this.#options.concurrency - this.#running.size;
        const claimed = free > 0 ? await this.#claim(free) : [];
        for (const job of claimed) this.#begin(job);
        if (claimed.length > 0 && claimed.length === free) continue;
      } catch (error) {
        this.#deps.log.error({ err: error }, 'jobs cannot be claimed now');
      }
      await this.#sleep(waitMs);
    }
  }

  async #sleep(ms: number): Promise<void> {
    // Both #wake and #stopping may have come between the claim and here.
    if (this.#woken || this.#stopping) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#wakeUp = () => undefined;
  }

  async #claim(free: number): Promise<ClaimedJob[]> {
    if (this.#stopping) return [];
    try {
      const jobs = await this.#deps.sql.rows<ClaimedJob>(claimSql, [
        free,
        this.#kinds,
        this.#options.name,
        this.#options.leaseMs,
      ]);
      return jobs.sort((a, b) => (a.id < b.id ? -1 : 1));
    } catch (error) {
      // Two workers met at one concurrency key: the index let one of them have it, the other looks again.
      if ((error as { code?: unknown }).code === UNIQUE_VIOLATION) {
        this.#woken = true;
        return [];
      }
      throw error;
    }
  }

  #begin(claimed: ClaimedJob): void {
    const abort = new AbortController();
    const running: Running = { job: claimed, abort, ended: Promise.resolve() };
    this.#running.set(claimed.leaseToken, running);
    running.ended = this.#execute(claimed, abort)
      .catch((error: unknown) => {
        this.#deps.log.error(
          { err: error, jobId: String(claimed.id) },
          'the end of a job could not be stored; its lease will run out',
        );
      })
      .finally(() => {
        this.#running.delete(claimed.leaseToken);
        this.#wake();
      });
  }

  async #execute(claimed: ClaimedJob, abort: AbortController): Promise<void> {
    const { metrics } = this.#deps;
    const definition = this.#deps.definitions.get(claimed.kind);
    if (definition === undefined) return;
    const job: Job = { ...claimed, attempt: claimed.attempts };
    const log = this.#deps.log.child({
      correlationId: job.correlationId,
      jobId: String(job.id),
      kind: job.kind,
      ...(job.eventId === null ? {} : { eventId: job.eventId }),
      ...(job.runId === null ? {} : { runId: job.runId }),
    });
    metrics.wait.observe(Math.max(0, claimed.waitedSeconds));
    const endTimer = metrics.duration.startTimer({ kind: job.kind });
    const timeout = setTimeout(() => {
      abort.abort(
        new BranchlineError('job.timeout', {
          retryable: true,
          message: `no end within ${definition.timeoutMs} ms`,
        }),
      );
    }, definition.timeoutMs);
    const ended = { committed: false };
    try {
      if (job.attempt > job.maxAttempts)
        throw new BranchlineError('job.lost_too_often', {
          retryable: false,
          message: `the worker was lost in each of ${job.maxAttempts} attempts`,
        });
      await abortable(
        definition.handle(job, {
          signal: abort.signal,
          commit: async (write) => {
            const result = await this.#deps.workshop.transact(async (work, sql) => {
              abort.signal.throwIfAborted();
              await this.#complete(sql, job);
              return write(work);
            });
            ended.committed = true;
            return result;
          },
        }),
        abort.signal,
      );
      if (!ended.committed) await this.#complete(this.#deps.sql, job);
      metrics.total.inc({ kind: job.kind, outcome: 'done' });
    } catch (error) {
      if (ended.committed) {
        // The work is stored; what failed after that (a toast, a menu) must not repeat it.
        log.warn({ err: error }, 'job done, but something after its commit failed');
        metrics.total.inc({ kind: job.kind, outcome: 'done' });
        return;
      }
      await this.#fail(definition, job, error, log);
    } finally {
      clearTimeout(timeout);
      endTimer();
    }
  }

  async #complete(sql: Sql, job: Job): Promise<void> {
    const done = await sql.rows(completeSql, [job.id, job.leaseToken]);
    if (done.length === 0) throw new BranchlineError('job.lease_lost', { retryable: false });
  }

  async #fail(definition: AnyJobDefinition, job: Job, error: unknown, log: Logger): Promise<void> {
    if (error instanceof BranchlineError && error.code === 'job.lease_lost') {
      log.warn('another worker has this job by now; nothing was changed');
      this.#deps.metrics.total.inc({ kind: job.kind, outcome: 'lost' });
      return;
    }
    const retryable = error instanceof BranchlineError ? error.retryable : true;
    // Being stopped is no failure of the job: whoever is there next goes on with it at once.
    const stopped = error instanceof BranchlineError && error.code === 'worker.stopped';
    const again = stopped || (retryable && job.attempt < job.maxAttempts);
    const retryMs = stopped ? 0 : retryDelayMs(definition.backoff, job.attempt, Math.random());
    const delayMs = again ? retryMs : null;
    const message = errorMessage(error).slice(0, 4000);
    const rows = again
      ? await this.#deps.sql.rows(failSql, [job.id, job.leaseToken, message, delayMs])
      : await this.#deps.workshop.transact(async (work, sql) => {
          const dead = await sql.rows(failSql, [job.id, job.leaseToken, message, null]);
          if (dead.length > 0 && job.attempt <= job.maxAttempts + MORE_DEATHS)
            await definition.onDead?.(job, message, work);
          return dead;
        });
    if (rows.length === 0) {
      log.warn({ err: error }, 'failed, but another worker has this job by now');
      return;
    }
    this.#deps.metrics.total.inc({ kind: job.kind, outcome: again ? 'retried' : 'dead' });
    log[again ? 'warn' : 'error'](
      { err: error, attempt: job.attempt, retryInMs: delayMs },
      again ? 'job failed, will be tried again' : 'job is dead',
    );
  }

  async #keepLeases(): Promise<void> {
    try {
      const held = [...this.#running.values()];
      if (held.length > 0) {
        const list = held.map(({ job }) => ({ id: String(job.id), leaseToken: job.leaseToken }));
        const kept = await this.#deps.sql.rows<{ leaseToken: string }>(heartbeatSql, [
          JSON.stringify(list),
          this.#options.leaseMs,
        ]);
        const still = new Set(kept.map((row) => row.leaseToken));
        for (const { job, abort } of held)
          if (!still.has(job.leaseToken) && this.#running.has(job.leaseToken))
            abort.abort(new BranchlineError('job.lease_lost', { retryable: false }));
      }
      const lost = await this.#deps.sql.rows<{ id: bigint; kind: string }>(recoverLostSql, []);
      for (const job of lost)
        this.#deps.log.warn(
          { jobId: String(job.id), kind: job.kind },
          'a lease ran out, the job was taken back',
        );
      if (lost.length > 0) this.#wake();
    } catch (error) {
      this.#deps.log.error({ err: error }, 'leases could not be renewed');
    }
  }
}

/** Ends when `promise` does, or as soon as the signal is aborted: a handler that hangs does not hold its slot. */
async function abortable(promise: Promise<void>, signal: AbortSignal): Promise<void> {
  let onAbort: () => void = () => undefined;
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => {
      reject(signal.reason as Error);
    };
    signal.addEventListener('abort', onAbort, { once: true });
  });
  try {
    await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
