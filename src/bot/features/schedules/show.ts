import type { Work } from '../../../engine/jobs/index.js';
import type { StaffContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';
import { scheduleCard, type Mode } from './card.js';
import { loadSchedule } from './view.js';

/** Posts the card as things stand now; false: there is no such schedule. */
export async function emitCard(
  work: Work,
  taskId: string,
  mode: Mode,
  ctx: StaffContext,
  deps: BotDeps,
  below: boolean,
): Promise<boolean> {
  const view = await loadSchedule(work.tx, taskId);
  if (view === null) return false;
  const reader = { t: ctx.t, language: ctx.language, timezone: deps.company.timezone, now: deps.clock.now() };
  const to = { chatId: ctx.person.telegramId, correlationId: ctx.scope.correlationId, below };
  await work.emit(scheduleCard(view, mode, reader, to));
  return true;
}
