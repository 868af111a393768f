import { html, shorten, type Html } from '../../kernel/html.js';
import { formatMoment, formatTime, type Language, type Translate } from '../../platform/i18n/index.js';
import type { IncidentEntry } from '../../platform/prisma/index.js';
import { fitThread } from '../approvals/index.js';
import { staffRoles, type StaffMember } from '../staff/index.js';

interface Reading {
  timezone: string;
  language: Language;
  room: number;
}

/** One line an entry, oldest first, within `room` characters of markup. */
export function timelineLines(
  entries: readonly IncidentEntry[],
  people: readonly StaffMember[],
  t: Translate,
  { timezone, language, room }: Reading,
): (Html | string)[] {
  const entriesOf = (limit: number): Html[] =>
    entries.map((entry, index) => {
      const before = entries[index - 1];
      // The day is said where it begins.
      const sameDay = before !== undefined && dayOf(before.at, timezone) === dayOf(entry.at, timezone);
      const at = (sameDay ? formatTime : formatMoment)(entry.at, timezone, language);
      const name = people.find((one) => one.telegramId === entry.actor)?.name ?? null;
      return html`${at} ${wordsOf(entry, name, t, limit)}`;
    });
  return fitThread(entriesOf, room);
}

function wordsOf({ kind, text }: IncidentEntry, name: string | null, t: Translate, limit: number): Html {
  const who = name ?? '—';
  switch (kind) {
    case 'opened':
      return html`🔴 ${name === null ? t('incident-entry-opened') : t('incident-entry-opened-by', { name })}`;
    case 'escalated': {
      const role = staffRoles.find((one) => one === text) ?? 'admin';
      return html`⏫ ${t('approval-escalated', { role: t(`role-${role}`) })}`;
    }
    case 'acknowledged':
      return html`👀 ${t('incident-entry-acknowledged', { name: who })}`;
    case 'closing':
      return html`⏳ ${t('incident-entry-closing', { name: who, text: shorten(text ?? '', limit) })}`;
    case 'refused':
      return name === null
        ? html`↩️ ${t('incident-entry-refused-expired')}`
        : html`↩️ ${t('incident-entry-refused', { name })}`;
    case 'resolved':
      return html`🟢 ${t('incident-entry-resolved', { name: who })}`;
    case 'reopened':
      return html`🔁 ${t('incident-entry-reopened', { name: who })}`;
    default:
      return html`💬 <b>${who}</b>: ${shorten(text ?? '', limit)}`;
  }
}

/** The calendar day in that zone, to be compared. */
function dayOf(at: Date, timezone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: timezone }).format(at);
}
