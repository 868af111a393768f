import { loadStatement, type Sql } from '../../platform/sql/index.js';
import { ATTEMPTS_OF_KIND, type NewJob } from './new-job.js';

/** So many a statement: what a bulk sends and locks at once stays bounded. */
const BULK = 5_000;

const enqueueSql = loadStatement(import.meta.url, './sql/enqueue.sql');
const enqueueOnceSql = loadStatement(import.meta.url, './sql/enqueue-once.sql');

/**
 * Stores jobs, in the order given; answers how many were new. Up to 5,000 are one statement: on the pool more than that
 * are stored in several, of which the first may stay when a later one fails; inside a transaction all or none are.
 */
export async function enqueueJobs(sql: Sql, jobs: readonly NewJob[]): Promise<number> {
  let stored = 0;
  for (let from = 0; from < jobs.length; from += BULK) {
    const rows = jobs.slice(from, from + BULK).map((job) => ({
      ...job,
      priority: job.priority ?? 5,
      maxAttempts: job.maxAttempts ?? ATTEMPTS_OF_KIND,
    }));
    const statement = rows.some(({ dedupeKey }) => dedupeKey !== undefined) ? enqueueOnceSql : enqueueSql;
    stored += (await sql.rows(statement, [JSON.stringify(rows)])).length;
  }
  return stored;
}
