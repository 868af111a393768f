import { loadStatement, type Sql } from '../../platform/sql/index.js';
import type { NewJob } from './new-job.js';

/** The claim puts the kind's number in its place. */
const ATTEMPTS_OF_KIND = 0;

const enqueueSql = loadStatement(import.meta.url, './sql/enqueue.sql');

/** Stores jobs in one statement; answers how many were new. */
export async function enqueueJobs(sql: Sql, jobs: readonly NewJob[]): Promise<number> {
  if (jobs.length === 0) return 0;
  const rows = jobs.map((job) => ({
    ...job,
    priority: job.priority ?? 5,
    maxAttempts: job.maxAttempts ?? ATTEMPTS_OF_KIND,
  }));
  return (await sql.rows(enqueueSql, [JSON.stringify(rows)])).length;
}
