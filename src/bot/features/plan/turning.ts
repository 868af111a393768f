import { dayAfter, dayOf, type Day } from '../../../domain/plan/index.js';
import { encodeCallback, type Button, type Callback } from '../../../domain/posts/index.js';
import { formatDay } from '../../../platform/i18n/index.js';
import type { StaffContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';

/** The day before, today, the day after. */
export function turning(
  ctx: StaffContext,
  day: Day,
  deps: BotDeps,
  to: (date: string) => Callback,
): Button[] {
  const { timezone } = deps.company;
  const today = dayOf(deps.clock.now(), timezone);
  const button = (text: string, { date }: Day): Button => ({ text, data: encodeCallback(to(date)) });
  const [before, after] = [dayAfter(day, -1, timezone), dayAfter(day, 1, timezone)];
  return [
    button(`◀️ ${formatDay(before.from, timezone, ctx.language)}`, before),
    ...(day.date === today.date ? [] : [button(ctx.t('button-plan-today'), today)]),
    button(`${formatDay(after.from, timezone, ctx.language)} ▶️`, after),
  ];
}
