import { loadChecklist, SHOW_CHECKLIST, ShowChecklist } from '../../../domain/checklists/index.js';
import { defineJob, type AnyJobDefinition } from '../../../engine/jobs/index.js';
import type { BotDeps } from '../../core/deps.js';
import { emitChecklistCard } from './card.js';
import { kinds } from './kinds.js';

/** Shows a checklist's card again after something else than a press changed what it says. */
export function createShowChecklistJob(deps: BotDeps): AnyJobDefinition {
  return defineJob({
    kind: SHOW_CHECKLIST,
    payload: ShowChecklist,
    maxAttempts: 10,
    timeoutMs: 15_000,
    backoff: { strategy: 'exponential_jitter', baseMs: 500, maxMs: 60_000 },
    async handle({ payload, correlationId }, { commit }) {
      await commit(async (work) => {
        const open = await loadChecklist(work.tx, payload.checklistId);
        if (open === null) return;
        await emitChecklistCard(work, open, deps, { correlationId, notice: payload.notice });
        if (open.row.state === 'done')
          await kinds[open.row.kind].recap?.(work, open, deps, { now: deps.clock.now(), correlationId });
      });
    },
  });
}
