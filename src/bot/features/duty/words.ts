import { DateTime } from 'luxon';
import type { Shift, Span } from '../../../domain/staff/index.js';
import { formatTime, type Language } from '../../../platform/i18n/index.js';

/** A local day as buttons carry it: "310303". */
const DAY = 'yyMMdd';

/** The local day of a moment, and those after it. */
export function daysFrom(now: Date, count: number, timezone: string): string[] {
  const today = DateTime.fromJSDate(now, { zone: timezone });
  return Array.from({ length: count }, (_, days) => today.plus({ days }).toFormat(DAY));
}

/** Null for what is no date: "310231". */
export function dayStart(day: string, timezone: string): DateTime<true> | null {
  const start = DateTime.fromFormat(day, DAY, { zone: timezone });
  return start.isValid ? start.startOf('day') : null;
}

/** "Mon, 3 Mar" as people of the language write it. */
export function dayText(day: DateTime, language: Language): string {
  return day.setLocale(language).toLocaleString({ weekday: 'short', day: 'numeric', month: 'short' });
}

/** "21:00–09:00" by the clock of the branches. */
export function spanText(span: Span, timezone: string, language: Language): string {
  const [from, to] = [span.startsAt, span.endsAt].map((at) => formatTime(at, timezone, language));
  return `${from}–${to}`;
}

/** Whether the shift starts on that local day. */
export function startsOn(shift: Shift, day: DateTime): boolean {
  return DateTime.fromJSDate(shift.startsAt, { zone: day.zone }).hasSame(day, 'day');
}
