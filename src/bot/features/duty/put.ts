import { planChanged } from '../../../domain/plan/index.js';
import { textPost } from '../../../domain/posts/index.js';
import {
  addShifts,
  branchHours,
  isQuiet,
  spansOf,
  type Hours,
  type Span,
  type StaffMember,
} from '../../../domain/staff/index.js';
import type { Work } from '../../../engine/jobs/index.js';
import { html, lines } from '../../../kernel/html.js';
import { DateTime } from 'luxon';
import { branchTitle } from '../../core/branches.js';
import type { StaffContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';
import { dayStart, daysFrom, dayText, spanText } from './words.js';

/** So far ahead, from today, people are put on shift. */
const AHEAD_DAYS = 31;

export interface Put {
  branch: string;
  /** The first day, yymmdd. */
  day: string;
  staffId: bigint;
  /** Local hours, of each of so many days. */
  hours: Hours;
  days: number;
}

/** When the branch's day is over, until it begins. */
export function nightOf(day: Hours): Hours {
  return { start: day.end, end: day.start };
}

export function hoursOf(branch: string, shift: 'day' | 'night', { company }: BotDeps): Hours {
  const day = branchHours(company.branches[branch]);
  return shift === 'day' ? day : nightOf(day);
}

/** Puts somebody on shift and tells them; answers what the manager is told. */
export async function putOnShift(ctx: StaffContext, put: Put, deps: BotDeps): Promise<string> {
  const { t, person, scope } = ctx;
  const { timezone } = deps.company;
  const { branch, staffId: telegramId } = put;
  const now = deps.clock.now();
  const start = dayStart(put.day, timezone);
  if (start === null || !daysFrom(now, AHEAD_DAYS, timezone).includes(put.day)) return t('stale-button');
  const spans = spansOf(start.toISODate(), put.days, put.hours, timezone);
  const result = await scope.commit(async (work) => {
    const added = await addShifts(work.tx, { branch, telegramId, spans, by: person.telegramId, now });
    if (added === null || added.added.length === 0) return added;
    const { member, added: given } = added;
    await tellShifts(work, 'duty-told-added', { branch, member, spans: given }, ctx, deps);
    await planChanged(work, { branch, correlationId: scope.correlationId });
    return added;
  });
  if (result === null) return t('person-gone');
  const { name } = result.member;
  if (result.added.length === 0) return t('duty-not-free', { name });
  const skipped = spans.length - result.added.length;
  return skipped === 0
    ? t('duty-did-add', { name, count: result.added.length })
    : t('duty-did-add-some', { name, count: result.added.length, skipped });
}

/** Tells somebody of shifts that another one gave or took. */
export async function tellShifts(
  work: Work,
  about: 'duty-told-added' | 'duty-told-removed',
  { branch, member, spans }: { branch: string; member: StaffMember; spans: readonly Span[] },
  ctx: StaffContext,
  { clock, company, texts }: BotDeps,
): Promise<void> {
  if (member.telegramId === ctx.person.telegramId) return;
  const language = member.language ?? company.language;
  const t = texts.in(language);
  const words = { name: ctx.person.name, branch: branchTitle(branch, company) };
  const title = about === 'duty-told-added' ? t('duty-told-added', words) : t('duty-told-removed', words);
  const rows = spans.map((span) => {
    const day = DateTime.fromJSDate(span.startsAt, { zone: company.timezone });
    return html`• ${dayText(day, language)}, ${spanText(span, company.timezone, language)}`;
  });
  await work.emit(
    textPost({
      to: { chatId: String(member.telegramId) },
      html: lines(html`<b>📅 ${title}</b>`, ...rows),
      silent: isQuiet(member, clock.now(), company.timezone),
      correlationId: ctx.scope.correlationId,
    }),
  );
}
