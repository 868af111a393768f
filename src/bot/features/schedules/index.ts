import type { StaffContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';
import type { Feature } from '../../core/feature.js';
import { changeDialogue, RESCHEDULE } from './change.js';
import { showSchedules } from './list.js';
import { pressSchedule } from './press.js';

/** `/schedules` in private and the buttons of its list and cards, for admins. */
export function schedulesFeature(deps: BotDeps): Feature {
  const permission = 'schedule.change';
  const show = (ctx: StaffContext): Promise<void> => showSchedules(ctx, 0, deps);
  return {
    commands: { schedules: { permission, place: 62, handle: show } },
    menu: [{ label: 'menu-schedules', permission, place: 70, open: show }],
    presses: {
      schedules: { permission, handle: (ctx, { page }) => showSchedules(ctx, page, deps) },
      schedule: { permission, handle: (ctx, press) => pressSchedule(ctx, press, deps) },
    },
    dialogues: [{ id: RESCHEDULE, run: changeDialogue(deps) }],
  };
}
