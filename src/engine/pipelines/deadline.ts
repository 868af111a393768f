import { z } from 'zod';
import { sqlOfPrisma } from '../../platform/sql/index.js';
import { defineJob, type AnyJobDefinition } from '../jobs/index.js';
import { partOf } from './advance.js';
import { lockRun, look } from './end-step.js';
import { everAgain } from './ever-again.js';
import { leaveMain } from './go-on.js';
import { RUN_DEADLINE, type RunListener } from './run-record.js';
import { stopSteps } from './stop-steps.js';

/** Fails a run whose time is over, paused or not; what the plan says for a failure has no bound and is still done. */
export function createDeadlineJob(listener: RunListener): AnyJobDefinition {
  return defineJob({
    kind: RUN_DEADLINE,
    payload: z.object({}),
    ...everAgain(listener),
    async handle({ runId }, { commit }) {
      if (runId === null) return;
      await commit(async (work) => {
        const sql = sqlOfPrisma(work.tx);
        const { state } = await lockRun(sql, runId);
        if (state !== 'running' && state !== 'paused') return;
        const { run, steps } = await look(sql, runId);
        if (partOf(steps) !== 'main') return;
        const message = `run.timeout: the run did not end within ${run.plan.timeoutSeconds ?? 0} s`;
        const { waits } = await stopSteps(sql, runId, message);
        if (waits.length > 0) await listener.onWithdrawn?.(waits, work);
        await work.tx.run.update({ where: { id: runId }, data: { state: 'running' } });
        await leaveMain(work, { run, steps }, message, listener);
      });
    },
  });
}
