import { loadStatement, sqlOfPrisma, type Sql } from '../../platform/sql/index.js';
import type { Work } from '../jobs/index.js';
import { advance, type StepStart } from './advance.js';
import { look } from './end-step.js';
import { stepKind, type RunRecord } from './run-record.js';
import { lockKey, watch } from './start-run.js';

const startStepsSql = loadStatement(import.meta.url, './sql/start-steps.sql');
const startNextSql = loadStatement(import.meta.url, './sql/start-next.sql');

/** Stores steps, and jobs of those that are to be running. */
export async function startSteps(work: Work, run: RunRecord, steps: readonly StepStart[]): Promise<void> {
  await sqlOfPrisma(work.tx).rows(startStepsSql, [run.id, JSON.stringify(steps), stepKind(run)]);
  // Their jobs are stored with them; this wakes the workers.
  await work.enqueue();
}

/** A run of this concurrency key is over: the one that has waited longest begins. */
export async function startNext(work: Work, concurrencyKey: string): Promise<void> {
  const sql: Sql = sqlOfPrisma(work.tx);
  await lockKey(sql, concurrencyKey);
  const [next] = await sql.rows<{ id: string }>(startNextSql, [concurrencyKey]);
  if (next === undefined) return;
  const { run, steps } = await look(sql, next.id);
  const move = advance(run.plan, 'main', steps);
  if (move.do === 'start') await startSteps(work, run, move.steps);
  await watch(work, run, move.do !== 'start');
}
