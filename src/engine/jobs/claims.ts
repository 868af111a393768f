import { loadStatement, type Sql } from '../../platform/sql/index.js';
import type { AnyJobDefinition } from './job.js';

const claimSql = loadStatement(import.meta.url, './sql/claim.sql');
const giveTurnsSql = loadStatement(import.meta.url, './sql/give-turns.sql');
const promoteDueSql = loadStatement(import.meta.url, './sql/promote-due.sql');
const registerKindsSql = loadStatement(import.meta.url, './sql/register-kinds.sql');

const UNIQUE_VIOLATION = '23505';
/** So many turns a statement. */
const TURNS = 1_000;

export interface ClaimedJob {
  id: bigint;
  kind: string;
  payload: unknown;
  priority: number;
  attempts: number;
  maxAttempts: number;
  leaseToken: bigint;
  correlationId: string;
  eventId: string | null;
  runId: string | null;
  concurrencyKey: string | null;
  waitedSeconds: number;
  /** Somebody wants it cancelled: it is not to be run. */
  isCancelled: boolean;
}

/** What became ready without a claim. */
export interface Promoted {
  /** How many. */
  count: number;
  /** Their kinds, which may be another worker's. */
  kinds: string[];
}

export interface Claims {
  /** Jobs under one new lease, most urgent and oldest first; `turnsWaiting`: `giveTurns` may bring more. */
  claim(limit: number): Promise<{ jobs: ClaimedJob[]; turnsWaiting: boolean }>;
  /** Lets the next of each concurrency key come up whose place became free; `isMore`: there may be more of them. */
  giveTurns(): Promise<Promoted & { isMore: boolean }>;
  /** Lets jobs come up whose time has come; `nextInMs`: when to ask again, null when nothing waits. */
  promoteDue(): Promise<Promoted & { nextInMs: number | null }>;
}

/** How one worker takes jobs of its kinds from the table. */
export function createClaims(
  sql: Sql,
  definitions: Iterable<AnyJobDefinition>,
  options: { name: string; leaseMs: number },
): Claims {
  const kinds = Object.fromEntries(
    [...definitions].map(({ kind, rateLimit }) => [
      kind,
      rateLimit === undefined
        ? {}
        : { intervalMs: rateLimit.perMs / rateLimit.jobs, burst: rateLimit.burst ?? 1 },
    ]),
  );
  const limited = Object.keys(kinds).filter((kind) => kinds[kind]?.intervalMs !== undefined);
  const kindsJson = JSON.stringify(kinds);
  let registered = limited.length === 0;

  return {
    async claim(limit) {
      if (!registered) await sql.rows(registerKindsSql, [JSON.stringify(limited)]);
      registered = true;
      try {
        const rows = await sql.rows<(ClaimedJob | { id: null }) & { turnsWaiting: boolean }>(claimSql, [
          limit,
          kindsJson,
          options.name,
          options.leaseMs,
        ]);
        const turnsWaiting = rows[0]?.turnsWaiting ?? false;
        const jobs = rows.filter((row) => row.id !== null);
        return { jobs: jobs.sort(byUrgency), turnsWaiting };
      } catch (error) {
        // Two workers met at one concurrency key: the index let one of them have it, the other looks again.
        if ((error as { code?: unknown }).code === UNIQUE_VIOLATION) return this.claim(limit);
        throw error;
      }
    },
    async giveTurns() {
      const [given] = await sql.rows<Promoted & { taken: number }>(giveTurnsSql, [TURNS]);
      return { count: given?.count ?? 0, kinds: given?.kinds ?? [], isMore: given?.taken === TURNS };
    },
    async promoteDue() {
      const [due] = await sql.rows<Promoted & { nextInMs: number | null }>(promoteDueSql, [kindsJson]);
      return due ?? { count: 0, kinds: [], nextInMs: null };
    },
  };
}

function byUrgency(a: ClaimedJob, b: ClaimedJob): number {
  return a.priority - b.priority || (a.id < b.id ? -1 : 1);
}
