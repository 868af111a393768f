import { loadStatement, type Sql } from '../../platform/sql/index.js';

const withdrawSql = loadStatement(import.meta.url, './sql/withdraw.sql');

/** A job by what its enqueuer knows of it. */
export interface JobRef {
  kind: string;
  /** Its dedupe key. */
  key: string;
}

/**
 * Takes jobs back for `reason`, as far as nobody else holds them at this moment; `stop`: also those that run, whose
 * signals are aborted. Answers what became of those that were there. Wake `jobs` after it has committed: another job of
 * the same concurrency key may have its turn.
 */
export async function withdrawJobs(
  sql: Sql,
  jobs: readonly JobRef[],
  reason: string,
  how: { stop: boolean },
): Promise<(JobRef & { outcome: 'cancelled' | 'cancelling' })[]> {
  if (jobs.length === 0) return [];
  return sql.rows(withdrawSql, [JSON.stringify(jobs), reason, how.stop]);
}
