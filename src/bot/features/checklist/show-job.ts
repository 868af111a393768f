import { loadChecklist, SHOW_CHECKLIST, ShowChecklist } from '../../../domain/checklists/index.js';
import { DATABASE_JOB, defineJob, type AnyJobDefinition } from '../../../engine/jobs/index.js';
import type { BotDeps } from '../../core/deps.js';
import { emitChecklistCard } from './card.js';
import { kinds } from './kinds.js';

/** Shows a checklist's card again after something else than a press changed what it says. */
export function createShowChecklistJob(deps: BotDeps): AnyJobDefinition {
  return defineJob({
    ...DATABASE_JOB,
    kind: SHOW_CHECKLIST,
    payload: ShowChecklist,
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
