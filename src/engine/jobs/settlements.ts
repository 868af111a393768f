import { setTimeout as delay } from 'node:timers/promises';
import { loadStatement, type Sql } from '../../platform/sql/index.js';
import type { Leases } from './leases.js';

const completeSql = loadStatement(import.meta.url, './sql/complete.sql');
const failSql = loadStatement(import.meta.url, './sql/fail.sql');
const giveBackSql = loadStatement(import.meta.url, './sql/give-back.sql');

/** So many ends a statement. */
const BATCH = 1000;
const RETRY_MS = 100;

/** An attempt that has ended, and how long it took. */
export interface Ended {
  id: bigint;
  leaseToken: bigint;
  /** milliseconds */
  ms: number;
}

/** What a failure means for its job. */
export interface AfterFailure {
  /** It is tried again after so many milliseconds; null: it is dead. */
  retryMs: number | null;
  /** The attempt is one of those that the job has. */
  counts: boolean;
}

interface Waiting extends Ended {
  resolve: (settled: boolean) => void;
  reject: (error: unknown) => void;
}

/**
 * Stores how attempts ended. Every statement names the lease, so that what was lost to another worker is not touched:
 * then the answer is false. Ends that come while others are being stored go together with the next statement: one
 * alone is stored at once, many at a time cost little more than one.
 */
export class Settlements {
  readonly #deps: { sql: Sql; leases: Leases; worker: string; leaseMs: number };
  #waiting: Waiting[] = [];
  #storing = false;

  constructor(deps: { sql: Sql; leases: Leases; worker: string; leaseMs: number }) {
    this.#deps = deps;
  }

  /** How many ends are not stored yet. */
  get pending(): number {
    return this.#waiting.length;
  }

  /** The job is done. While the database is away it is tried again for as long as the lease may last. */
  done(ended: Ended): Promise<boolean> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ id: ended.id, leaseToken: ended.leaseToken, ms: ended.ms, resolve, reject });
      if (this.#storing) return;
      this.#storing = true;
      // Whatever ends in this turn of the event loop goes along.
      setImmediate(() => void this.#store());
    });
  }

  /** The job is done, inside the caller's transaction. */
  async doneWithin(sql: Sql, ended: Ended): Promise<boolean> {
    return (await this.#complete(sql, ended.leaseToken, [ended], 'done', null)).size === 0;
  }

  async cancelled(ended: Ended, reason: string): Promise<boolean> {
    const lost = await this.#complete(this.#deps.sql, ended.leaseToken, [ended], 'cancelled', reason);
    this.#deps.leases.drop(ended.leaseToken, [ended.id]);
    return lost.size === 0;
  }

  /** False also when the job is to be cancelled. */
  async failed(sql: Sql, ended: Ended, error: string, next: AfterFailure): Promise<boolean> {
    const last = this.#deps.leases.areLast(ended.leaseToken, [ended.id]);
    const rows = await sql.rows(failSql, [
      ...[ended.leaseToken, ended.id, error, ended.ms, next.retryMs, last],
      ...[this.#deps.worker, next.counts],
    ]);
    return rows.length > 0;
  }

  /** Jobs that were claimed and not begun, for others to take. What throws may be tried again. */
  async givenBack(jobs: readonly { id: bigint; leaseToken: bigint }[]): Promise<void> {
    await Promise.all([...byLease(jobs)].map(([leaseToken, ofLease]) => this.#giveBack(leaseToken, ofLease)));
  }

  async #giveBack(leaseToken: bigint, jobs: readonly { id: bigint }[]): Promise<void> {
    const { sql, leases } = this.#deps;
    const ids = jobs.map(({ id }) => id);
    await sql.rows(giveBackSql, [
      ...[leaseToken, JSON.stringify(ids.map(String)), leases.areLast(leaseToken, ids)],
    ]);
    leases.drop(leaseToken, ids);
  }

  async #store(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.slice(0, BATCH);
      this.#waiting = this.#waiting.slice(BATCH);
      await Promise.all([...byLease(batch)].map(([token, ended]) => this.#storeOfLease(token, ended)));
    }
    this.#storing = false;
  }

  async #storeOfLease(leaseToken: bigint, ended: Waiting[]): Promise<void> {
    const { sql, leases, leaseMs } = this.#deps;
    const giveUpAt = performance.now() + leaseMs;
    const ids = ended.map(({ id }) => id);
    for (;;) {
      try {
        const lost = await this.#complete(sql, leaseToken, ended, 'done', null);
        leases.drop(leaseToken, ids);
        for (const one of ended) one.resolve(!lost.has(one.id));
        return;
      } catch (error) {
        if (performance.now() > giveUpAt) {
          leases.abandon(leaseToken, ids);
          for (const one of ended) one.reject(error);
          return;
        }
        await delay(RETRY_MS);
      }
    }
  }

  /** Answers those that were lost to another lease. */
  async #complete(
    sql: Sql,
    leaseToken: bigint,
    ended: readonly Ended[],
    outcome: 'done' | 'cancelled',
    reason: string | null,
  ): Promise<Set<bigint>> {
    const ids = ended.map(({ id }) => id);
    const last = this.#deps.leases.areLast(leaseToken, ids);
    const rows = await sql.rows<{ id: bigint }>(completeSql, [
      ...[leaseToken, arrayOf(ids), arrayOf(ended.map(({ ms }) => ms)), this.#deps.worker, last],
      ...[outcome, reason],
    ]);
    return new Set(rows.map((row) => row.id));
  }
}

/** As PostgreSQL reads it; for a thousand jobs that is less work for both sides than JSON. */
function arrayOf(values: readonly (bigint | number)[]): string {
  return `{${values.join(',')}}`;
}

function byLease<Job extends { leaseToken: bigint }>(jobs: readonly Job[]): Map<bigint, Job[]> {
  const leases = new Map<bigint, Job[]>();
  for (const job of jobs) {
    const list = leases.get(job.leaseToken);
    if (list === undefined) leases.set(job.leaseToken, [job]);
    else list.push(job);
  }
  return leases;
}
