import { loadStatement, sqlOfPrisma, type Sql } from '../../platform/sql/index.js';
import type { Work } from '../jobs/index.js';
import { advance, partOf } from './advance.js';
import { look, type Standing } from './end-step.js';
import { endMain } from './end-main.js';
import { finishRun } from './finish-run.js';
import type { RunListener } from './run-record.js';
import { startSteps } from './start-steps.js';

const gatherItemsSql = loadStatement(import.meta.url, './sql/gather-items.sql');

/**
 * Does what is next in a run whose lock is held: starts steps, gathers the items of a for-each, goes over to what the
 * plan says for a failure or a recovery, ends the run. A run that is paused, or over, stays as it is.
 */
export async function goOn(work: Work, standing: Standing, listener: RunListener): Promise<void> {
  const { run } = standing;
  if (run.state !== 'running') return;
  const sql: Sql = sqlOfPrisma(work.tx);
  let { steps } = standing;
  for (;;) {
    const part = partOf(steps);
    const move = advance(run.plan, part, steps);
    switch (move.do) {
      case 'wait':
        return;
      case 'start':
        await startSteps(work, run, move.steps);
        return;
      case 'gather':
        await sql.rows(gatherItemsSql, [run.id, move.step, move.state, move.error]);
        ({ steps } = await look(sql, run.id));
        continue;
      case 'end':
        if (part === 'main') await leaveMain(work, { run, steps }, move.failure?.message ?? null, listener);
        // What is done on a failure ends a failed run, however it ends itself; after a recovery the run was a success.
        else await finishRun(work, { run, steps }, part === 'failure' ? 'failed' : 'done', null, listener);
        return;
    }
  }
}

/** The main part of a run is over: what its plan says for that begins, or the run is over, too. */
export async function leaveMain(
  work: Work,
  { run, steps }: Standing,
  failure: string | null,
  listener: RunListener,
): Promise<void> {
  const next = await endMain(sqlOfPrisma(work.tx), run, failure);
  const move = next === null ? null : advance(run.plan, next, []);
  if (move?.do === 'start') await startSteps(work, run, move.steps);
  else await finishRun(work, { run, steps }, failure === null ? 'done' : 'failed', failure, listener);
}
