import { z } from 'zod';
import {
  branchDay,
  dayOf,
  isPlanPosted,
  PLAN_REFRESH,
  planCard,
  snapshotNow,
} from '../../../domain/plan/index.js';
import { cardPost } from '../../../domain/posts/index.js';
import { defineJob, type AnyJobDefinition } from '../../../engine/jobs/index.js';
import { Html } from '../../../kernel/html.js';
import type { BotDeps } from '../../core/deps.js';

/** Posts the plan of a branch's present day as it stands now, if it was posted before. */
export function createRefreshPlanJob(deps: BotDeps): AnyJobDefinition {
  return defineJob({
    kind: PLAN_REFRESH,
    payload: z.object({ branch: z.string() }),
    maxAttempts: 5,
    timeoutMs: 15_000,
    backoff: { strategy: 'exponential_jitter', baseMs: 1_000, maxMs: 30_000 },
    async handle({ payload: { branch }, correlationId }, { commit }) {
      const now = deps.clock.now();
      const day = dayOf(now, deps.company.timezone);
      await commit(async (work) => {
        if (!(await isPlanPosted(work.tx, branch, day.date))) return;
        const readAt = await snapshotNow(work.tx);
        const card = planCard(await branchDay(work.tx, branch, day, now), deps);
        await work.emit(cardPost({ ...card, html: new Html(card.html), readAt, correlationId, priority: 8 }));
      });
    },
  });
}
