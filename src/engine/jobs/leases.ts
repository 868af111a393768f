import { loadStatement, type Sql } from '../../platform/sql/index.js';
import type { ClaimedJob } from './claims.js';

const renewLeasesSql = loadStatement(import.meta.url, './sql/renew-leases.sql');
const recoverLostSql = loadStatement(import.meta.url, './sql/recover-lost.sql');
const holdPausedSql = loadStatement(import.meta.url, './sql/hold-paused.sql');

/** The leases that one worker holds: one a claim, until the last job of it is settled. */
export class Leases {
  readonly #sql: Sql;
  readonly #leaseMs: number;
  /** By token: which of its jobs are not settled yet. */
  readonly #held = new Map<bigint, Set<bigint>>();
  /** Which of them a transaction may be ending just now, and how many do. */
  readonly #ending = new Map<bigint, number>();
  /** Those with a job that is to be taken back: they run out, they are not ended. */
  readonly #abandoned = new Set<bigint>();

  constructor(sql: Sql, leaseMs: number) {
    this.#sql = sql;
    this.#leaseMs = leaseMs;
  }

  take(jobs: readonly ClaimedJob[]): void {
    for (const { id, leaseToken } of jobs) {
      const ids = this.#held.get(leaseToken) ?? new Set();
      ids.add(id);
      this.#held.set(leaseToken, ids);
    }
  }

  /** Whether these are all that is left of a lease's jobs, so that it can end with them. When in doubt it runs out. */
  areLast(leaseToken: bigint, ids: readonly bigint[]): boolean {
    const held = this.#held.get(leaseToken);
    if (held?.size !== ids.length || this.#abandoned.has(leaseToken)) return false;
    return ids.every((id) => held.has(id));
  }

  /** These jobs are settled, or lost. */
  drop(leaseToken: bigint, ids: readonly bigint[]): void {
    const held = this.#held.get(leaseToken);
    if (held === undefined) return;
    for (const id of ids) held.delete(id);
    if (held.size > 0) return;
    this.#held.delete(leaseToken);
    this.#abandoned.delete(leaseToken);
  }

  /**
   * What became of these jobs could not be stored. Their lease is kept no longer than other jobs of it need it, and is
   * not ended with them: when it has run out, these are taken back.
   */
  abandon(leaseToken: bigint, ids: readonly bigint[]): void {
    if (!this.#held.has(leaseToken)) return;
    this.#abandoned.add(leaseToken);
    this.drop(leaseToken, ids);
  }

  /**
   * Does `work`, which may end this lease: until it is known whether it has, a lease that is gone is not lost. Whether it
   * was, the work's own statements say.
   */
  async whileEnding<Result>(leaseToken: bigint, work: () => Promise<Result>): Promise<Result> {
    const count = (change: number): void => {
      const left = (this.#ending.get(leaseToken) ?? 0) + change;
      if (left > 0) this.#ending.set(leaseToken, left);
      else this.#ending.delete(leaseToken);
    };
    count(1);
    try {
      return await work();
    } finally {
      count(-1);
    }
  }

  /** Renews everything held; answers what was lost to others and what is to be cancelled. */
  async renew(): Promise<{ lost: Set<bigint>; cancelled: Set<bigint> }> {
    if (this.#held.size === 0) return { lost: new Set(), cancelled: new Set() };
    const tokens = [...this.#held.keys()];
    const ids = [...this.#held.values()].flatMap((held) => [...held]);
    const [row] = await this.#sql.rows<{ tokens: (string | bigint)[]; cancelled: (string | bigint)[] }>(
      renewLeasesSql,
      [JSON.stringify(tokens.map(String)), this.#leaseMs, JSON.stringify(ids.map(String))],
    );
    const renewed = new Set((row?.tokens ?? []).map(BigInt));
    return {
      // What ended while this was under way is no longer held.
      lost: new Set(
        tokens.filter((one) => !renewed.has(one) && this.#held.has(one) && !this.#ending.has(one)),
      ),
      cancelled: new Set((row?.cancelled ?? []).map(BigInt)),
    };
  }

  /** Takes back what workers held that are gone; answers it. */
  async recover(): Promise<{ id: bigint; kind: string }[]> {
    await this.#sql.rows(holdPausedSql, []);
    return this.#sql.rows<{ id: bigint; kind: string }>(recoverLostSql, []);
  }
}
