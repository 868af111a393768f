import { encodeCallback, type Button } from '../../../domain/posts/index.js';
import { may, onDuty, shiftsBetween, type Shift } from '../../../domain/staff/index.js';
import { html, type Line } from '../../../kernel/html.js';
import { branchesOf, branchTitle } from '../../core/branches.js';
import type { StaffContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';
import { allowed } from '../../core/gate.js';
import { inRows } from '../../core/rows.js';
import { showScreen } from '../../core/screen.js';
import { dayStart, daysFrom, dayText, spanText, startsOn } from './words.js';

const DAYS = 7;
const IN_A_ROW = 2;

/** `/duty`: the roster of the person's first branch; the others are a button away. */
export async function showDuty(ctx: StaffContext, deps: BotDeps): Promise<void> {
  const [first] = branchesOf(ctx.person, deps.company);
  if (first === undefined) await showScreen(ctx, { lines: [ctx.t('duty-no-branch')] });
  else await showWeek(ctx, first, deps);
}

/** Who is on shift in a branch now and in the week that begins today. */
export async function showWeek(ctx: StaffContext, branch: string, deps: BotDeps): Promise<void> {
  if (!allowed(ctx, 'duty.see', branch)) return;
  const { t, person } = ctx;
  const { timezone } = deps.company;
  const now = deps.clock.now();
  const days = daysFrom(now, DAYS, timezone).flatMap((key) => {
    const start = dayStart(key, timezone);
    return start === null ? [] : [{ key, start }];
  });
  const end = days.at(-1)?.start.plus({ days: 1 }).toJSDate() ?? now;
  const shifts = await shiftsBetween(deps.prisma, branch, days[0]?.start.toJSDate() ?? now, end);
  const present = await onDuty(deps.prisma, branch, now);
  const names = present.map((one) => one.name).join(', ');
  const changes = may(person, 'duty.change', branch);
  const dayButtons = changes
    ? days.map(({ key, start }) => ({
        text: dayText(start, ctx.language),
        data: encodeCallback({ action: 'duty.day', branch, day: key }),
      }))
    : [];
  await showScreen(ctx, {
    lines: [
      html`<b>${t('duty-title')} · ${branchTitle(branch, deps.company)}</b>`,
      html`🟢 ${names === '' ? t('duty-nobody-now') : t('duty-now', { names })}`,
      ...days.flatMap(({ start }) => {
        const of = shifts.filter((shift) => startsOn(shift, start));
        return ['', html`<b>${dayText(start, ctx.language)}</b>`, ...shiftLines(of, ctx, timezone)];
      }),
      ...(changes ? ['', html`<i>${t('duty-hint')}</i>`] : []),
    ],
    keyboard: [...inRows(dayButtons, IN_A_ROW), ...inRows(otherBranches(ctx, branch, deps), IN_A_ROW)],
  });
}

export function shiftLines(shifts: readonly Shift[], { language }: StaffContext, timezone: string): Line[] {
  if (shifts.length === 0) return ['—'];
  return shifts.map((shift) => html`• ${spanText(shift, timezone, language)} ${shift.member.name}`);
}

function otherBranches({ person }: StaffContext, shown: string, { company }: BotDeps): Button[] {
  return branchesOf(person, company)
    .filter((branch) => branch !== shown)
    .map((branch) => ({
      text: `🏢 ${branchTitle(branch, company)}`,
      data: encodeCallback({ action: 'duty', branch }),
    }));
}
