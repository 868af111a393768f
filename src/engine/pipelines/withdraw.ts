import { loadStatement, type Sql } from '../../platform/sql/index.js';

const withdrawJobsSql = loadStatement(import.meta.url, './sql/withdraw-jobs.sql');

export interface JobOfRun {
  kind: string;
  /** Its dedupe key. */
  key: string;
}

/** Withdraws jobs of a run whose lock is held; `stop`: also those that run, whose signals are aborted. */
export async function withdraw(
  sql: Sql,
  jobs: readonly JobOfRun[],
  reason: string,
  how: { stop: boolean },
): Promise<(JobOfRun & { outcome: 'cancelled' | 'cancelling' })[]> {
  if (jobs.length === 0) return [];
  return sql.rows(withdrawJobsSql, [JSON.stringify(jobs), reason, how.stop]);
}
