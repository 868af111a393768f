import { fitLines, html, lines, shorten, type Html, type Line } from '../../kernel/html.js';
import { formatDay, formatTime } from '../../platform/i18n/index.js';
import { carTopic } from '../posts/index.js';
import type { BranchDay } from './branch-day.js';
import type { PlannedHandover } from './handovers.js';
import { handoverLine, type Reader } from './words.js';

/** Telegram's bound for a text, with room for what counts twice. */
const LIMIT = 3_900;
const INCIDENT_LIMIT = 80;
const SHOWN = 10;

/** The plan of a branch, in `limit` characters: when it is too long for them, what is done is only counted. */
export function branchPlan(day: BranchDay, title: string, reader: Reader, limit = LIMIT): Html {
  const whole = linesOf(day, title, reader, true);
  if (lines(...whole).markup.length <= limit) return lines(...whole);
  return fitLines(linesOf(day, title, reader, false), limit);
}

function linesOf(day: BranchDay, title: string, reader: Reader, withDone: boolean): Line[] {
  const { t } = reader;
  const issues = day.handovers.filter(({ about }) => about === 'issue');
  const returns = day.handovers.filter(({ about }) => about === 'return');
  return [
    html`<b>${t('plan-branch-title', { branch: title, day: formatDay(day.day.from, reader.timezone, reader.language) })}</b>`,
    shiftLine(day, reader),
    ...presentLines(day, reader),
    ...(day.handovers.length === 0 ? ['', t('plan-branch-empty')] : []),
    ...section('plan-issues', issues),
    ...section('plan-returns', returns),
  ];

  function section(title: 'plan-issues' | 'plan-returns', handovers: readonly PlannedHandover[]): Line[] {
    if (handovers.length === 0) return [];
    const done = handovers.filter(({ state }) => state === 'done').length;
    const shown = withDone ? handovers : handovers.filter(({ state }) => state !== 'done');
    const count = { done, total: handovers.length };
    return [
      '',
      html`<b>${title === 'plan-issues' ? t('plan-issues', count) : t('plan-returns', count)}</b>`,
      ...shown.map((handover) => handoverLine(handover, day.day.date, reader)),
    ];
  }
}

function shiftLine({ shifts, day }: BranchDay, { t, timezone, language }: Reader): Html {
  if (shifts.length === 0) return html`👥 ${t('plan-nobody-on-shift')}`;
  const clock = (at: Date): string => formatTime(at, timezone, language);
  const people = shifts.map(({ member, startsAt, endsAt }) => {
    // A night shift of the day before is on it until the morning.
    const from = startsAt < day.from ? '…' : clock(startsAt);
    return `${member.name} ${from}–${endsAt > day.to ? '…' : clock(endsAt)}`;
  });
  return html`👥 ${t('plan-on-shift', { names: people.join(', ') })}`;
}

function presentLines({ present }: BranchDay, { t }: Reader): Line[] {
  if (present === null) return [];
  const { incidents, approvals, maintenance } = present;
  const cars = maintenance.map(({ car }) => carTopic(car, t).name);
  return [
    incidents.length === 0 ? null : html`🚨 ${t('plan-incidents', { count: incidents.length })}`,
    ...incidents
      .slice(0, SHOWN)
      .map(
        ({ plate, text }) =>
          html`   • ${[plate, shorten(text, INCIDENT_LIMIT)].filter((part) => part !== null).join(' · ')}`,
      ),
    incidents.length > SHOWN ? '   …' : null,
    approvals === 0 ? null : html`⏳ ${t('plan-approvals', { count: approvals })}`,
    maintenance.length === 0
      ? null
      : html`🔧 ${t('plan-maintenance', { count: maintenance.length })} ${cars.slice(0, SHOWN).join(', ')}${cars.length > SHOWN ? ', …' : null}`,
  ];
}
