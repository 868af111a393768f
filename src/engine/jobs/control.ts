import { BranchlineError } from '../../kernel/errors.js';
import { loadStatement, type Sql } from '../../platform/sql/index.js';

const cancelSql = loadStatement(import.meta.url, './sql/cancel.sql');
const pauseKindSql = loadStatement(import.meta.url, './sql/pause-kind.sql');
const resumeKindSql = loadStatement(import.meta.url, './sql/resume-kind.sql');
const leaveTurnsSql = loadStatement(import.meta.url, './sql/leave-turns.sql');
const attemptsOfSql = loadStatement(import.meta.url, './sql/attempts-of.sql');

/** A job that changes its state at the very moment of the cancellation is looked at again. */
const LOOKS = 3;

/**
 * Cancels a job: `cancelled` when it was not running, `cancelling` when it is (its signal is aborted within moments
 * once the `cancellations` wake-up is given, at the latest with the next heartbeat; what it committed before stays).
 * Throws `job.not_found`, also for one that has ended.
 */
export async function cancelJob(sql: Sql, id: bigint, reason: string): Promise<'cancelled' | 'cancelling'> {
  for (let look = 0; look < LOOKS; look++) {
    const [row] = await sql.rows<{ outcome: 'cancelled' | 'cancelling' }>(cancelSql, [id, reason]);
    if (row !== undefined) return row.outcome;
  }
  throw new BranchlineError('job.not_found', { retryable: false, details: { jobId: String(id) } });
}

/** No job of this kind begins any more, in any process, until it is resumed; those that run go on. `by`: Telegram id. */
export async function pauseKind(sql: Sql, kind: string, by: bigint | null): Promise<void> {
  await sql.rows(pauseKindSql, [kind, by]);
}

/** False when the kind was not paused. Wake `jobs` after it has committed. */
export async function resumeKind(sql: Sql, kind: string): Promise<boolean> {
  const wasPaused = (await sql.rows(resumeKindSql, [kind])).length > 0;
  // A statement of its own: it sees all jobs whose turn was passed over before the kind was resumed. Always: whoever was
  // killed in between is helped by resuming once more.
  await sql.rows(leaveTurnsSql, [kind]);
  return wasPaused;
}

/** One time that a job was claimed. */
export interface AttemptRecord {
  attempt: number;
  outcome: 'done' | 'cancelled' | 'failed' | 'lost';
  worker: string | null;
  startedAt: Date;
  finishedAt: Date;
  durationMs: number;
  error: string | null;
}

/** All attempts of a job that have ended, oldest first, for as long as history is kept. */
export async function attemptsOf(sql: Sql, id: bigint): Promise<AttemptRecord[]> {
  return sql.rows<AttemptRecord>(attemptsOfSql, [id]);
}
