import type { CallbackOf } from '../../../domain/posts/index.js';
import type { StaffContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';
import type { Feature } from '../../core/feature.js';
import { allowed } from '../../core/gate.js';
import { pressShift, showDay, showHours, showPeople } from './day.js';
import { DUTY_HOURS, dutyHoursDialogue } from './hours-dialogue.js';
import { hoursOf, putOnShift } from './put.js';
import { showDuty, showWeek } from './week.js';

/** `/duty`: who is on shift in a branch. Managers put people on shifts and take them off. */
export function dutyFeature(deps: BotDeps): Feature {
  const change = 'duty.change';
  const show = (ctx: StaffContext): Promise<void> => showDuty(ctx, deps);
  return {
    commands: { duty: { permission: 'duty.see', place: 50, handle: show } },
    menu: [{ label: 'menu-duty', permission: 'duty.see', place: 50, open: show }],
    presses: {
      duty: { permission: 'duty.see', handle: (ctx, { branch }) => showWeek(ctx, branch, deps) },
      'duty.day': { permission: change, handle: (ctx, day) => showDay(ctx, day, deps) },
      'duty.people': { permission: change, handle: (ctx, asked) => showPeople(ctx, asked, deps) },
      'duty.person': { permission: change, handle: (ctx, asked) => showHours(ctx, asked, deps) },
      'duty.put': { permission: change, handle: (ctx, asked) => pressPut(ctx, asked, deps) },
      'duty.shift': { permission: change, handle: (ctx, asked) => pressShift(ctx, asked, deps) },
    },
    dialogues: [{ id: DUTY_HOURS, run: dutyHoursDialogue(deps) }],
  };
}

async function pressPut(ctx: StaffContext, asked: CallbackOf<'duty.put'>, deps: BotDeps): Promise<void> {
  const { branch, day, staffId, hours, days } = asked;
  if (!allowed(ctx, 'duty.change', branch)) return;
  if (hours === 'typed') {
    await ctx.conversation.enter(DUTY_HOURS, { branch, day, staffId: String(staffId) });
    return;
  }
  const put = { branch, day, staffId, days, hours: hoursOf(branch, hours, deps) };
  const told = await putOnShift(ctx, put, deps);
  ctx.toast = { text: told };
  await showDay(ctx, { branch, day }, deps, told);
}
