import { fitLines, html, type Html, type Line } from '../../kernel/html.js';
import { formatMoney } from '../../kernel/money.js';
import { formatDay } from '../../platform/i18n/index.js';
import type { Reader } from '../plan/index.js';
import type { Figures } from './figures.js';
import type { Span } from './period.js';
import type { Punctuality } from './punctuality.js';

/** Telegram's bound for a caption is 1,024 characters, with room for what counts twice. */
const CAPTION_LIMIT = 1_000;

/** "пн, 3 мар." or "пн, 3 мар. – вс, 9 мар." */
export function spanName({ days, from }: Span, { timezone, language }: Reader): string {
  const last = days.at(-1);
  const first = formatDay(from, timezone, language);
  return last === undefined || days.length === 1
    ? first
    : `${first} – ${formatDay(last.from, timezone, language)}`;
}

/** The whole report in words; it fits under a picture. */
export function reportText(figures: Figures, branchTitle: string, reader: Reader): Html {
  return fitLines(reportLines(figures, branchTitle, reader), CAPTION_LIMIT);
}

export function reportLines(figures: Figures, branchTitle: string, reader: Reader): Line[] {
  const { t, language } = reader;
  const { occupancy, handovers, cash, incidents, missedReminders } = figures;
  const money = (minor: number, currency: string): string => formatMoney({ minor, currency }, language);
  return [
    html`<b>📊 ${t('report-title', { branch: branchTitle, span: spanName(figures.span, reader) })}</b>`,
    '',
    occupancy === null
      ? null
      : html`🚗 ${t('report-occupancy', { rented: occupancy.rented, cars: occupancy.cars, share: percent(occupancy.rented, occupancy.cars) })}`,
    html`🔑 ${t('report-issues')}: ${punctuality(handovers.issue, reader)}`,
    html`↩️ ${t('report-returns')}: ${punctuality(handovers.return, reader)}`,
    ...(cash.length === 0 ? [html`💵 ${t('report-cash-none')}`] : []),
    ...cash.map(
      ({ currency, collected, expected }) =>
        html`💵 ${t('report-cash', { collected: money(collected, currency), expected: money(expected, currency) })}`,
    ),
    html`🚨 ${t('report-incidents', { open: incidents.openNow, opened: incidents.opened })}`,
    html`🔔 ${t('report-reminders', { count: missedReminders })}`,
  ];
}

function punctuality({ planned, onTime, late, missing }: Punctuality, { t }: Reader): string {
  if (planned === 0) return t('report-none-planned');
  return [
    t('report-on-time', { onTime, planned }),
    ...(late > 0 ? [t('report-late', { count: late })] : []),
    ...(missing > 0 ? [t('report-missing', { count: missing })] : []),
  ].join(', ');
}

/** Whole percents; 0 of nothing. */
export function percent(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.round((part / whole) * 100);
}
