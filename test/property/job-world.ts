import { expect } from 'vitest';
import { createClaims, type ClaimedJob, type Claims } from '../../src/engine/jobs/claims.js';
import { Leases } from '../../src/engine/jobs/leases.js';
import {
  cancelJob,
  enqueueJobs,
  resumeKind,
  type AnyJobDefinition,
  type NewJob,
} from '../../src/engine/jobs/index.js';
import { Settlements } from '../../src/engine/jobs/settlements.js';
import { withTransaction } from '../../src/platform/postgres/index.js';
import { sqlOfPool } from '../../src/platform/sql/index.js';
import { job, type JobEngine } from '../support/jobs.js';
import { violations } from './job-invariants.js';

export const KINDS = ['wash', 'polish'] as const;
const MAX_ATTEMPTS = { wash: 2, polish: 3 };
const LEASE_MS = 3_600_000;

/** What one process holds; `held` keeps jobs that it has lost, too, so that it tries to settle those. */
export interface SimulatedWorker {
  claims: Claims;
  leases: Leases;
  settlements: Settlements;
  held: ClaimedJob[];
}

/** Several workers over one database, and what they and the database have acknowledged. */
export class JobWorld {
  readonly engine: JobEngine;
  readonly workers: SimulatedWorker[];
  /** By the number in its payload: every job of which the database said that it is stored. */
  readonly stored = new Set<number>();
  readonly done = new Set<number>();
  readonly cancelled = new Set<number>();
  /** Jobs that somebody wants cancelled: those that run may end otherwise before that. */
  readonly cancelling = new Set<number>();
  /** Every attempt (lease and job) of which the database said that it is settled, by how. */
  readonly settled = new Map<string, string>();
  readonly #claimed = new Set<string>();
  /** By job: the number of its newest attempt. */
  readonly #attempts = new Map<bigint, number>();
  /** By job: numbers from which its attempts may be counted again, since it was given back or has died. */
  readonly #restarts = new Map<bigint, Set<number>>();
  /** Only one thing is being done at this moment. */
  isAlone = true;
  #next = 0;

  constructor(engine: JobEngine) {
    this.engine = engine;
    // The last one knows one kind only.
    this.workers = [KINDS, KINDS, KINDS.slice(1)].map((kinds, n) => this.#worker(`worker ${n}`, kinds));
  }

  async enqueue(jobs: readonly Partial<NewJob>[]): Promise<void> {
    for (const facts of jobs) {
      const n = this.#next++;
      const one = { kind: 'wash', correlationId: 'c1', ...facts, payload: { n } };
      const stored = await enqueueJobs(this.engine.sql, [one]);
      if (stored === 1) this.stored.add(n);
      else expect(facts.dedupeKey).toBeDefined();
    }
  }

  /** Several jobs without a dedupe key in one statement. */
  async enqueueBulk(jobs: readonly Partial<NewJob>[]): Promise<void> {
    const given = jobs.map((facts) => ({ ...facts, payload: { n: this.#next++ }, dedupeKey: undefined }));
    const stored = await enqueueJobs(
      this.engine.sql,
      given.map((facts) => ({ kind: 'wash', correlationId: 'c1', ...facts })),
    );
    expect(stored).toBe(given.length);
    for (const { payload } of given) this.stored.add(payload.n);
  }

  async claim(worker: SimulatedWorker, limit: number): Promise<number> {
    const { jobs } = await worker.claims.claim(limit);
    expect(jobs.length).toBeLessThanOrEqual(limit);
    for (const one of jobs) {
      expect(this.#claimed, 'a lease is for one attempt').not.toContain(attemptOf(one));
      this.#claimed.add(attemptOf(one));
      this.#count(one);
    }
    worker.leases.take(jobs);
    worker.held.push(...jobs);
    return jobs.length;
  }

  /** Ends these attempts as a worker does whose handlers have returned. */
  async complete(worker: SimulatedWorker, jobs: readonly ClaimedJob[]): Promise<void> {
    await Promise.all(
      jobs.map(async (one) => {
        if (one.isCancelled || one.attempts > maxAttemptsOf(one)) {
          await this.fail(worker, one, 0);
          return;
        }
        const isCurrent = await this.#isCurrent(one);
        const isSettled = await worker.settlements.done(endOf(one));
        worker.leases.drop(one.leaseToken, [one.id]);
        this.#judge(one, isCurrent, isSettled);
        if (isSettled) this.#note(one, 'done', this.done);
      }),
    );
  }

  /** The same inside a transaction of the handler, which may be rolled back: then the job is still in its hands. */
  async commit(worker: SimulatedWorker, one: ClaimedJob, isRolledBack: boolean): Promise<void> {
    const isCurrent = await this.#isCurrent(one);
    const outcome = { isSettled: false };
    const transaction = withTransaction(this.engine.pool, async (connection) => {
      outcome.isSettled = await worker.settlements.doneWithin(sqlOfPool(connection), endOf(one));
      if (isRolledBack) throw new RolledBack();
    });
    await transaction.catch((error: unknown) => {
      if (!(error instanceof RolledBack)) throw error;
    });
    this.#judge(one, isCurrent, outcome.isSettled);
    if (isRolledBack) {
      worker.held.push(one);
      return;
    }
    worker.leases.drop(one.leaseToken, [one.id]);
    if (outcome.isSettled) this.#note(one, 'done', this.done);
  }

  /** Ends an attempt as a worker does whose handler has failed. */
  async fail(worker: SimulatedWorker, one: ClaimedJob, retryMs: number): Promise<void> {
    const isCurrent = await this.#isCurrent(one);
    const isLast = one.attempts >= maxAttemptsOf(one);
    const next = { retryMs: isLast ? null : retryMs, counts: true };
    const isStored =
      !one.isCancelled && (await worker.settlements.failed(this.engine.sql, endOf(one), 'no water', next));
    const isCancelled = !isStored && (await worker.settlements.cancelled(endOf(one), 'not needed'));
    worker.leases.drop(one.leaseToken, [one.id]);
    this.#judge(one, isCurrent, isStored || isCancelled);
    if (isStored) this.#note(one, isLast ? 'dead' : 'failed');
    if (isStored && isLast) this.#mayRestart(one, 0);
    if (!isCancelled) return;
    expect(this.cancelling, 'nobody wanted it cancelled').toContain(numberOf(one));
    this.#note(one, 'cancelled', this.cancelled);
  }

  async giveBack(worker: SimulatedWorker, jobs: readonly ClaimedJob[]): Promise<void> {
    for (const one of jobs) if (await this.#isCurrent(one)) this.#mayRestart(one, one.attempts - 1);
    await worker.settlements.givenBack(jobs);
  }

  async renew(worker: SimulatedWorker): Promise<void> {
    const { lost } = await worker.leases.renew();
    for (const { leaseToken, id } of worker.held)
      if (lost.has(leaseToken)) worker.leases.drop(leaseToken, [id]);
    const kept = await this.engine.rows<{ id: bigint }>('select id from jobs where lease_token = any($1)', [
      [...lost].map(String),
    ]);
    expect(kept, 'a lease that was lost has no jobs any more').toEqual([]);
  }

  /** Its process ends: it knows nothing any more. */
  crash(at: number): void {
    this.workers[at] = this.#worker(`worker ${at} again`, at === 2 ? KINDS.slice(1) : KINDS);
  }

  /** Somebody wants one of the jobs cancelled, in a transaction that is held open for so long. */
  async cancel(which: number, heldMs: number): Promise<void> {
    const living = await this.engine.rows<{ id: bigint; n: number }>(
      `select id, (payload->>'n')::int as n from jobs order by id`,
    );
    const chosen = living[which % Math.max(1, living.length)];
    if (chosen === undefined) return;
    this.cancelling.add(chosen.n);
    try {
      const outcome = await withTransaction(this.engine.pool, async (connection) => {
        const told = await cancelJob(sqlOfPool(connection), chosen.id, 'not needed');
        await connection.query('select pg_sleep($1)', [heldMs / 1_000]);
        return told;
      });
      if (outcome === 'cancelled') this.cancelled.add(chosen.n);
    } catch (error) {
      // It may have ended at this moment, but only then.
      if ((error as { code?: unknown }).code !== 'job.not_found' || this.isAlone) throw error;
    }
  }

  /** All processes end; a new one finds what they left. At the end no job waits, runs or queues any more. */
  async drain(): Promise<void> {
    const ghosts = [...this.workers];
    for (const at of ghosts.keys()) this.crash(at);
    const [worker] = this.workers;
    for (const kind of KINDS) await resumeKind(this.engine.sql, kind);
    await this.#expireAll();
    for (let round = 0; round < 100 && (await this.#restless()) > 0; round++) {
      await worker!.leases.recover();
      await this.engine.rows(`update jobs set run_at = now() - interval '1 ms' where state = 'waiting'`);
      await worker!.claims.promoteDue();
      while ((await worker!.claims.giveTurns()).isMore);
      while ((await this.claim(worker!, 10)) > 0) await this.complete(worker!, worker!.held.splice(0));
    }
    expect(await this.#restless(), 'every job has ended or is dead').toBe(0);
    for (const ghost of ghosts) await this.complete(ghost, ghost.held.splice(0));
    await this.check();
    // Ends that were stored at the same moment leave their lease to run out; that changes no job.
    await this.#expireAll();
    expect(await worker!.leases.recover()).toEqual([]);
    expect((await worker!.claims.giveTurns()).count).toBe(0);
    expect(await this.engine.rows('select token from job_leases union all select id from job_turns')).toEqual(
      [],
    );
  }

  /** Every promise that this was kept, by what is in the database. */
  async check(): Promise<void> {
    expect(await violations(this)).toEqual([]);
  }

  async #expireAll(): Promise<void> {
    await this.engine.rows(`update job_leases set lease_until = now() - interval '1 second'`);
  }

  /** Every claim is one more attempt: one that is beyond the maximum is claimed to be made dead, never to be run. */
  #count({ id, attempts }: ClaimedJob): void {
    const before = this.#attempts.get(id) ?? 0;
    expect([before, ...(this.#restarts.get(id) ?? [])]).toContain(attempts - 1);
    this.#restarts.delete(id);
    this.#attempts.set(id, attempts);
  }

  #mayRestart({ id }: ClaimedJob, from: number): void {
    this.#restarts.set(id, new Set(this.#restarts.get(id)).add(from));
  }

  async #restless(): Promise<number> {
    return (await this.engine.rows(`select 1 from jobs where state <> 'dead'`)).length;
  }

  async #isCurrent(one: ClaimedJob): Promise<boolean> {
    const { id, leaseToken } = one;
    return (
      (await this.engine.rows('select 1 from jobs where id = $1 and lease_token = $2', [id, leaseToken]))
        .length > 0
    );
  }

  /** An attempt that has lost its job never gets it back; one that has it settles it, if nobody else acts meanwhile. */
  #judge(one: ClaimedJob, wasCurrent: boolean, isSettled: boolean): void {
    if (!wasCurrent || this.isAlone) expect(isSettled, attemptOf(one)).toBe(wasCurrent);
  }

  #note(one: ClaimedJob, how: string, numbers?: Set<number>): void {
    const attempt = attemptOf(one);
    expect(this.settled.get(attempt), `${attempt} is settled once`).toBeUndefined();
    this.settled.set(attempt, how);
    numbers?.add(numberOf(one));
  }

  #worker(name: string, kinds: readonly (typeof KINDS)[number][]): SimulatedWorker {
    const { sql } = this.engine;
    const definitions: AnyJobDefinition[] = kinds.map((kind) =>
      job(undefined, { kind, maxAttempts: MAX_ATTEMPTS[kind] }),
    );
    const leases = new Leases(sql, LEASE_MS);
    return {
      claims: createClaims(sql, definitions, { name, leaseMs: LEASE_MS }),
      leases,
      settlements: new Settlements({ sql, leases, worker: name, leaseMs: LEASE_MS }),
      held: [],
    };
  }
}

export function maxAttemptsOf(one: Pick<ClaimedJob, 'kind' | 'maxAttempts'>): number {
  return one.maxAttempts === 0 ? MAX_ATTEMPTS[one.kind as keyof typeof MAX_ATTEMPTS] : one.maxAttempts;
}

class RolledBack extends Error {}

function endOf({ id, leaseToken }: ClaimedJob): { id: bigint; leaseToken: bigint; ms: number } {
  return { id, leaseToken, ms: 1 };
}

function numberOf(one: ClaimedJob): number {
  return (one.payload as { n: number }).n;
}

function attemptOf(one: ClaimedJob): string {
  return `job ${one.id} under lease ${one.leaseToken}`;
}
