import { activeChecklistId } from '../../../domain/checklists/index.js';
import type { StaffContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';
import type { Feature } from '../../core/feature.js';
import { takeMessage } from './message.js';
import { createStorePhotoJob } from './photo-job.js';
import { pressChecklist } from './press.js';
import { createShowChecklistJob } from './show-job.js';
import { cancelChecklist, offerUnfinished, pressIssueStart } from './start.js';

export { offerUnfinished } from './start.js';

export function checklistFeature(deps: BotDeps): Feature {
  return {
    commands: { cancel: { permission: 'menu.open', place: 80, handle: (ctx) => cancel(ctx, deps) } },
    presses: {
      'issue.start': {
        permission: 'checklist.walk',
        handle: (ctx, { bookingId }) => pressIssueStart(ctx, bookingId, deps),
      },
      checklist: { permission: 'checklist.walk', handle: (ctx, press) => pressChecklist(ctx, press, deps) },
    },
    menu: [
      {
        label: 'menu-checklist',
        permission: 'checklist.walk',
        place: 20,
        open: (ctx) => offerUnfinished(ctx, deps, true),
      },
    ],
    takeMessage: (ctx) => takeMessage(ctx, deps),
    jobs: [createStorePhotoJob(deps), createShowChecklistJob(deps)],
  };
}

async function cancel(ctx: StaffContext, deps: BotDeps): Promise<void> {
  const id = await activeChecklistId(deps.prisma, ctx.person.telegramId, ctx.person.telegramId);
  if (id === null) await ctx.reply(ctx.t('cancel-nothing'));
  else await cancelChecklist(ctx, id, deps);
}
