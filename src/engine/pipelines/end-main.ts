import { loadStatement, type Sql } from '../../platform/sql/index.js';
import { stagesOf, type Part } from './plan.js';
import type { RunRecord } from './run-record.js';

const countFailureSql = loadStatement(import.meta.url, './sql/count-failure.sql');
const noteErrorSql = loadStatement(import.meta.url, './sql/note-error.sql');

/**
 * The main part of a run is over, `failure`: what it failed of. Keeps the task's count of failures; answers the part of
 * the plan that comes next, null when there is none.
 */
export async function endMain(sql: Sql, run: RunRecord, failure: string | null): Promise<Part | null> {
  const part = await partAfter(sql, run, failure !== null);
  if (part === null || stagesOf(run.plan, part).length === 0) return null;
  if (failure !== null) await sql.rows(noteErrorSql, [run.id, failure]);
  return part;
}

async function partAfter(sql: Sql, { taskId, plan }: RunRecord, isFailed: boolean): Promise<Part | null> {
  if (taskId === null) return isFailed ? 'failure' : null;
  const from = plan.onFailure.stages.length === 0 ? null : plan.onFailure.failures;
  const [task] = await sql.rows<{ failures: number; wasTold: boolean }>(countFailureSql, [
    ...[taskId, isFailed, from],
  ]);
  if (task === undefined) return null;
  if (isFailed) return task.failures >= plan.onFailure.failures ? 'failure' : null;
  return task.wasTold ? 'recovery' : null;
}
