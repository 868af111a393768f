import type { DateTime } from 'luxon';
import { planChanged } from '../../../domain/plan/index.js';
import { encodeCallback, type Button } from '../../../domain/posts/index.js';
import {
  branchHours,
  findRecord,
  findShift,
  removeShift,
  shiftsBetween,
  staffOf,
  worksIn,
} from '../../../domain/staff/index.js';
import { html, shorten } from '../../../kernel/html.js';
import { branchTitle } from '../../core/branches.js';
import type { StaffContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';
import { allowed } from '../../core/gate.js';
import { pageOf, turning } from '../../core/pages.js';
import { showScreen } from '../../core/screen.js';
import { hoursText } from '../settings/index.js';
import { nightOf, tellShifts } from './put.js';
import { shiftLines } from './week.js';
import { dayStart, dayText, daysFrom, spanText, startsOn } from './words.js';

const PAGE = 8;
const LABEL_LIMIT = 50;

interface Day {
  branch: string;
  day: string;
}

/**
 * The shifts that start on one day, each of which can be taken away, and the way to another. `told`: what has become of
 * the press, which a toast alone would lose when the work took long.
 */
export async function showDay(
  ctx: StaffContext,
  { branch, day }: Day,
  deps: BotDeps,
  told?: string,
): Promise<void> {
  const start = openDay(ctx, { branch, day }, deps);
  if (start === null) return;
  const { t, language } = ctx;
  const { timezone } = deps.company;
  const within = await shiftsBetween(
    deps.prisma,
    branch,
    start.toJSDate(),
    start.plus({ days: 1 }).toJSDate(),
  );
  const shifts = within.filter((shift) => startsOn(shift, start));
  await showScreen(ctx, {
    lines: [
      html`<b>${titleOf(start, branch, ctx, deps)}</b>`,
      ...shiftLines(shifts, ctx, timezone),
      ...(told === undefined ? [] : ['', html`<i>${told}</i>`]),
    ],
    keyboard: [
      ...shifts.map((shift) => [
        {
          text: shorten(`${spanText(shift, timezone, language)} ${shift.member.name}`, LABEL_LIMIT),
          data: encodeCallback({ action: 'duty.shift', shiftId: shift.id, verb: 'show' }),
        },
      ]),
      [
        {
          text: `➕ ${t('button-duty-add')}`,
          data: encodeCallback({ action: 'duty.people', branch, day, page: 0 }),
        },
      ],
    ],
    back: { action: 'duty', branch },
  });
}

/** Whom to put on shift: the people of the branch. */
export async function showPeople(
  ctx: StaffContext,
  { branch, day, page: wanted }: Day & { page: number },
  deps: BotDeps,
): Promise<void> {
  const start = openDay(ctx, { branch, day }, deps);
  if (start === null) return;
  const { total } = await staffOf(deps.prisma, branch, { skip: 0, take: 0 });
  const { page, pages, skip } = pageOf(total, PAGE, wanted);
  const { people } = await staffOf(deps.prisma, branch, { skip, take: PAGE });
  await showScreen(ctx, {
    lines: [
      html`<b>${titleOf(start, branch, ctx, deps)}</b>`,
      ctx.t(total === 0 ? 'staff-empty' : 'duty-ask-person'),
    ],
    keyboard: [
      ...people.map((one) => [
        {
          text: shorten(one.name, LABEL_LIMIT),
          data: encodeCallback({ action: 'duty.person', branch, day, staffId: one.telegramId }),
        },
      ]),
      turning(page, pages, (to) => ({ action: 'duty.people', branch, day, page: to })),
    ],
    back: { action: 'duty.day', branch, day },
  });
}

/** Which hours: the branch's day or its night, that day or the whole week from it, or typed. */
export async function showHours(
  ctx: StaffContext,
  { branch, day, staffId }: Day & { staffId: bigint },
  deps: BotDeps,
): Promise<void> {
  const start = openDay(ctx, { branch, day }, deps);
  if (start === null) return;
  const { t } = ctx;
  const record = await findRecord(deps.prisma, staffId);
  if (record?.leftAt !== null || !worksIn(record, branch)) {
    ctx.toast = { text: t('person-gone'), alert: true };
    return;
  }
  const hours = branchHours(deps.company.branches[branch]);
  const [byDay, byNight] = [hoursText(hours), hoursText(nightOf(hours))];
  const put = (text: string, shift: 'day' | 'night' | 'typed', days: number): Button[] => [
    { text, data: encodeCallback({ action: 'duty.put', branch, day, staffId, hours: shift, days }) },
  ];
  await showScreen(ctx, {
    lines: [html`<b>${titleOf(start, branch, ctx, deps)}</b>`, html`👤 ${record.name}`, t('duty-ask-hours')],
    keyboard: [
      put(`☀️ ${t('button-duty-day', { hours: byDay })}`, 'day', 1),
      put(`🌙 ${t('button-duty-night', { hours: byNight })}`, 'night', 1),
      put(`☀️ ${t('button-duty-days', { hours: byDay })}`, 'day', 7),
      put(`🌙 ${t('button-duty-nights', { hours: byNight })}`, 'night', 7),
      put(t('button-hours-typed'), 'typed', 1),
    ],
    back: { action: 'duty.people', branch, day, page: 0 },
  });
}

/** One shift, which can be taken away here: two taps, so that none is lost by a slip. */
export async function pressShift(
  ctx: StaffContext,
  { shiftId, verb }: { shiftId: string; verb: 'show' | 'remove' },
  deps: BotDeps,
): Promise<void> {
  const { t, language, person, scope } = ctx;
  const { timezone } = deps.company;
  const shift = await findShift(deps.prisma, shiftId);
  if (shift === null) {
    ctx.toast = { text: t('duty-shift-gone'), alert: true };
    return;
  }
  const { branch } = shift;
  if (!allowed(ctx, 'duty.change', branch)) return;
  const [day = ''] = daysFrom(shift.startsAt, 1, timezone);
  if (verb === 'show') {
    const start = dayStart(day, timezone);
    await showScreen(ctx, {
      lines: [
        start !== null && html`<b>${titleOf(start, branch, ctx, deps)}</b>`,
        html`👤 ${shift.member.name}`,
        html`🕘 ${spanText(shift, timezone, language)}`,
      ],
      keyboard: [
        [
          {
            text: `✖️ ${t('button-duty-remove')}`,
            data: encodeCallback({ action: 'duty.shift', shiftId, verb: 'remove' }),
            style: 'danger',
          },
        ],
      ],
      back: { action: 'duty.day', branch, day },
    });
    return;
  }
  const removed = await scope.commit(async (work) => {
    const isGone = await removeShift(work.tx, shift, person.telegramId);
    if (!isGone) return false;
    await tellShifts(work, 'duty-told-removed', { ...shift, spans: [shift] }, ctx, deps);
    await planChanged(work, { branch: shift.branch, correlationId: scope.correlationId });
    return true;
  });
  const told = removed ? t('duty-did-remove', { name: shift.member.name }) : t('duty-shift-gone');
  ctx.toast = { text: told };
  await showDay(ctx, { branch, day }, deps, told);
}

/** The day, when the person may change that branch's roster; what is no day is told to be out of date. */
function openDay(ctx: StaffContext, { branch, day }: Day, { company }: BotDeps): DateTime<true> | null {
  if (!allowed(ctx, 'duty.change', branch)) return null;
  const start = company.branches[branch] === undefined ? null : dayStart(day, company.timezone);
  if (start === null) ctx.toast = { text: ctx.t('stale-button'), alert: true };
  return start;
}

function titleOf(start: DateTime, branch: string, ctx: StaffContext, { company }: BotDeps): string {
  return `${dayText(start, ctx.language)} · ${branchTitle(branch, company)}`;
}
