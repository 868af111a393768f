import { loadStatement, type Sql } from '../../platform/sql/index.js';
import type { LoadedStep } from './scope.js';

const loadStepSql = loadStatement(import.meta.url, './sql/load-step.sql');

/** Undefined: there is no such step. */
export async function loadStep(sql: Sql, runId: string, step: string): Promise<LoadedStep | undefined> {
  const [loaded] = await sql.rows<LoadedStep>(loadStepSql, [runId, step]);
  return loaded;
}
