import { html, shorten, type Html } from '../../kernel/html.js';
import { formatMoment, formatTime, type Language, type Translate } from '../../platform/i18n/index.js';
import { carName } from '../bookings/index.js';
import type { PlannedHandover } from './handovers.js';
import { dayOf } from './day.js';

/** In whose words, by whose clock. */
export interface Reader {
  t: Translate;
  language: Language;
  /** IANA zone */
  timezone: string;
}

const PLACE_LIMIT = 40;

const signs: Readonly<Record<PlannedHandover['state'], string>> = {
  planned: '▫️',
  late: '🔴',
  walking: '▶️',
  done: '✅',
};

/** "10:00", and with the day when it is not that of `date`. */
export function whenOf(at: Date, date: string, { timezone, language }: Reader): string {
  const isThatDay = dayOf(at, timezone).date === date;
  return isThatDay ? formatTime(at, timezone, language) : formatMoment(at, timezone, language);
}

/** One handover of the day `date`; what is done is struck through, with the time at which it happened. */
export function handoverLine(
  handover: PlannedHandover,
  date: string,
  reader: Reader,
  more: { what?: string; branch?: string } = {},
): Html {
  const { state, found, at, doneAt, walker } = handover;
  const place = handover.about === 'issue' ? found.booking.locationStart : found.booking.locationEnd;
  const what = [more.what, carName(found, reader.t)].filter((part) => part !== undefined).join(' ');
  const when = whenOf(at, date, reader);
  if (state === 'done') {
    const done = doneAt === null ? null : ` ${whenOf(doneAt, date, reader)}`;
    return html`${signs.done}${done} <s>${when} ${what}</s>${walker === null ? null : ` · ${walker.name}`}`;
  }
  const parts = [
    what,
    more.branch,
    place === null || place === '' ? null : shorten(place, PLACE_LIMIT),
    walker?.name,
    state === 'late' ? reader.t('plan-late') : null,
  ].filter((part) => part !== null && part !== undefined);
  return html`${signs[state]} <b>${when}</b> ${parts.join(' · ')}`;
}
