import { setTimeout as delay } from 'node:timers/promises';
import { BranchlineError } from '../../kernel/errors.js';
import type { Logger } from '../../platform/log/index.js';
import type { Sql } from '../../platform/sql/index.js';
import { Pause, type Wakeups } from '../wakeups/index.js';
import { Attempt, type AttemptDeps } from './attempt.js';
import { createClaims, type ClaimedJob, type Claims, type Promoted } from './claims.js';
import { Deadlines } from './deadlines.js';
import type { AnyJobDefinition } from './job.js';
import { Leases } from './leases.js';
import type { JobMetrics } from './metrics.js';
import { createPrefetch } from './prefetch.js';
import { Settlements } from './settlements.js';
import type { Workshop } from './work.js';

export interface WorkerOptions {
  name: string;
  concurrency: number;
  /** How long a claim is good for without a heartbeat. */
  leaseMs: number;
  /** How often to look without having been woken. */
  pollMs: number;
}

export interface WorkerDeps {
  /** On connections with `ENGINE_SETTINGS`. */
  sql: Sql;
  workshop: Workshop;
  wakeups: Wakeups;
  log: Logger;
  metrics: JobMetrics;
  definitions: readonly AnyJobDefinition[];
}

/** Ends that are not stored yet hold no place; so many of them hold up the next claim. */
const UNSETTLED = 2_000;
/** A job that was fetched ahead and could not begin for so long goes back, for others to take. */
const STUCK_MS = 250;

/**
 * Claims jobs and runs their handlers, several at once. Every statement that ends an attempt names the lease, so a
 * worker that was too slow changes nothing (architecture.md, decision 5). What a killed worker held is taken back
 * when its lease runs out.
 */
export class Worker {
  readonly #deps: WorkerDeps;
  readonly #options: WorkerOptions;
  readonly #definitions: ReadonlyMap<string, AnyJobDefinition>;
  readonly #claims: Claims;
  readonly #leases: Leases;
  readonly #settlements: Settlements;
  readonly #prefetch: ReturnType<typeof createPrefetch>;
  readonly #attemptDeps: AttemptDeps;
  /** Everything begun whose end is not stored, and when it is. A lost job can come back while it still runs here. */
  readonly #running = new Map<Attempt, Promise<void>>();
  /** Claimed and not begun, the next one last. */
  #ahead: ClaimedJob[] = [];
  /** Taken from `#ahead` and on their way back; they are not begun here, as others may have them already. */
  #returning: ClaimedJob[] = [];
  #givingBack: Promise<void> | undefined;
  #places: number;
  #beganAt = 0;
  readonly #pause = new Pause();
  #stopping = false;
  #loop: Promise<void> | undefined;
  #timers: NodeJS.Timeout[] = [];
  #unsubscribe: (() => void)[] = [];

  constructor(deps: WorkerDeps, options: WorkerOptions) {
    this.#deps = deps;
    this.#options = options;
    this.#definitions = new Map(deps.definitions.map((one) => [one.kind, one]));
    this.#claims = createClaims(deps.sql, deps.definitions, options);
    this.#leases = new Leases(deps.sql, options.leaseMs);
    this.#settlements = new Settlements({
      sql: deps.sql,
      leases: this.#leases,
      worker: options.name,
      leaseMs: options.leaseMs,
    });
    this.#prefetch = createPrefetch(options.concurrency);
    this.#attemptDeps = {
      ...deps,
      settlements: this.#settlements,
      leases: this.#leases,
      deadlines: new Deadlines(),
    };
    this.#places = options.concurrency;
  }

  start(): void {
    const { wakeups } = this.#deps;
    this.#unsubscribe = [
      wakeups.onWake('jobs', () => {
        this.#pause.wake();
      }),
      wakeups.onWake('cancellations', () => {
        if (this.#running.size > 0) void this.#keepLeases();
      }),
    ];
    this.#timers = [
      setInterval(() => {
        void this.#keepLeases().then(() => this.#recoverLost());
      }, this.#options.leaseMs / 3).unref(),
      setInterval(() => {
        void this.#returnStuck();
      }, STUCK_MS).unref(),
    ];
    this.#loop = this.#run();
  }

  /** Claims no more, waits up to `graceMs` for what runs, then aborts it and gives it back. */
  async stop(graceMs: number): Promise<void> {
    this.#stopping = true;
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
    this.#pause.wake();
    // Claiming and giving back may hang with the database: they are within the bound, too.
    const ended = Promise.resolve(this.#loop)
      .then(() => this.#giveBack())
      .then(() => Promise.all(this.#running.values()));
    await Promise.race([ended, delay(graceMs, undefined, { ref: false })]);
    for (const attempt of this.#running.keys())
      attempt.abort(new BranchlineError('worker.stopped', { retryable: true }));
    await Promise.race([ended, delay(500, undefined, { ref: false })]);
    for (const timer of this.#timers) clearInterval(timer);
  }

  async #run(): Promise<void> {
    // The time until something comes up by itself is asked for before every sleep, and now and then while busy.
    let askAt = 0;
    while (!this.#stopping) {
      this.#pause.forget();
      let waitMs = this.#options.pollMs;
      try {
        const { isFull, turnsWaiting } = await this.#claim();
        if (turnsWaiting) {
          const given = await this.#claims.giveTurns();
          // Turns of a key that is busy lead to nothing; behind them may stand those of others.
          if (this.#share(given) || given.isMore) continue;
        }
        if (isFull && performance.now() < askAt) {
          if (this.#wanted() > 0) continue;
        } else {
          askAt = performance.now() + this.#options.pollMs;
          const due = await this.#claims.promoteDue();
          if (this.#share(due) || (isFull && this.#wanted() > 0)) continue;
          if (due.nextInMs !== null) waitMs = Math.min(waitMs, Math.max(1, Math.ceil(due.nextInMs)));
        }
      } catch (error) {
        this.#deps.log.error({ err: error }, 'jobs cannot be claimed now');
      }
      await this.#pause.wait(waitMs);
    }
  }

  /** Whether something came up that this worker can take; for what it cannot, others are woken. */
  #share({ count, kinds }: Promoted): boolean {
    if (count === 0) return false;
    if (count > this.#wanted() || kinds.some((kind) => !this.#definitions.has(kind)))
      this.#deps.wakeups.wake('jobs');
    return kinds.some((kind) => this.#definitions.has(kind)) && this.#wanted() > 0;
  }

  /** How many jobs to claim now: the free places, and ahead of them when no more than one claim is ahead. */
  #wanted(): number {
    if (this.#stopping || this.#settlements.pending > UNSETTLED) return 0;
    // What was just given back must not be taken again before others can.
    const ahead = this.#isStuck() ? 0 : this.#prefetch.ahead();
    const places = Math.max(0, this.#places - this.#ahead.length);
    return this.#ahead.length > ahead ? 0 : places + ahead;
  }

  /** `isFull`: there may be more than was asked for. */
  async #claim(): Promise<{ isFull: boolean; turnsWaiting: boolean }> {
    const wanted = this.#wanted();
    if (wanted === 0) return { isFull: true, turnsWaiting: false };
    const { jobs, turnsWaiting } = await this.#claims.claim(wanted);
    this.#leases.take(jobs);
    this.#ahead = [...jobs.reverse(), ...this.#ahead];
    this.#beginNext();
    return { isFull: jobs.length === wanted, turnsWaiting };
  }

  #beginNext(): void {
    while (this.#places > 0 && !this.#stopping) {
      const job = this.#ahead.pop();
      if (job === undefined) return;
      this.#places--;
      this.#beganAt = performance.now();
      this.#begin(job);
    }
  }

  #begin(claimed: ClaimedJob): void {
    const definition = this.#definitions.get(claimed.kind);
    if (definition === undefined) throw new BranchlineError('worker.unknown_kind', { retryable: false });
    const attempt = new Attempt(this.#attemptDeps, definition, claimed);
    this.#running.set(attempt, this.#execute(attempt));
  }

  /** Never throws. */
  async #execute(attempt: Attempt): Promise<void> {
    const { id, leaseToken, concurrencyKey } = attempt.claimed;
    try {
      const outcome = await attempt.run();
      this.#prefetch.ended(outcome.ms);
      this.#places++;
      const settled = attempt.settle(outcome);
      this.#beginNext();
      if (this.#wanted() > 0) this.#pause.wake();
      await settled;
    } catch (error) {
      this.#leases.abandon(leaseToken, [id]);
      this.#deps.log.error(
        { err: error, jobId: String(id) },
        'the end of a job could not be stored; its lease will run out',
      );
    }
    this.#running.delete(attempt);
    // The turn of its key is free now, and ends that were not stored may have held up the next claim.
    if (concurrencyKey !== null || this.#wanted() > 0) this.#pause.wake();
  }

  #isStuck(): boolean {
    return this.#places === 0 && performance.now() - this.#beganAt >= STUCK_MS;
  }

  async #returnStuck(): Promise<void> {
    if (this.#returning.length > 0 || (this.#ahead.length > 0 && this.#isStuck())) await this.#giveBack();
  }

  /** What cannot be given back now is tried again: a job that goes on under their lease keeps it alive. */
  #giveBack(): Promise<void> {
    this.#returning.push(...this.#ahead.splice(0));
    this.#givingBack ??= this.#return([...this.#returning]).finally(() => {
      this.#givingBack = undefined;
    });
    return this.#givingBack;
  }

  async #return(jobs: readonly ClaimedJob[]): Promise<void> {
    if (jobs.length === 0) return;
    try {
      await this.#settlements.givenBack(jobs);
      this.#returning.splice(0, jobs.length);
      // Whoever is idle takes them.
      this.#deps.wakeups.wake('jobs');
    } catch (error) {
      this.#deps.log.error({ err: error }, 'jobs could not be given back, it is tried again');
    }
  }

  async #keepLeases(): Promise<void> {
    try {
      const { lost, cancelled } = await this.#leases.renew();
      for (const job of this.#ahead) {
        if (lost.has(job.leaseToken)) this.#leases.drop(job.leaseToken, [job.id]);
        else if (cancelled.has(job.id)) job.isCancelled = true;
      }
      this.#ahead = this.#ahead.filter((job) => !lost.has(job.leaseToken));
      for (const attempt of this.#running.keys()) {
        const { id, leaseToken } = attempt.claimed;
        if (lost.has(leaseToken)) attempt.abort(new BranchlineError('job.lease_lost', { retryable: false }));
        else if (cancelled.has(id)) attempt.abort(new BranchlineError('job.cancelled', { retryable: false }));
      }
    } catch (error) {
      this.#deps.log.error({ err: error }, 'leases could not be renewed');
    }
  }

  async #recoverLost(): Promise<void> {
    try {
      const lost = await this.#leases.recover();
      for (const job of lost)
        this.#deps.log.warn(
          { jobId: String(job.id), kind: job.kind },
          'a lease ran out, the job was taken back',
        );
      if (lost.length > 0) this.#deps.wakeups.wake('jobs');
    } catch (error) {
      this.#deps.log.error({ err: error }, 'lost jobs could not be taken back');
    }
  }
}
