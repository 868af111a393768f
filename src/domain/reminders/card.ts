import { html, lines, type Html } from '../../kernel/html.js';
import { formatMoment, formatTime, type Language, type Translate } from '../../platform/i18n/index.js';
import type { Reminder } from '../../platform/prisma/index.js';
import { carName, type BookingView } from '../bookings/index.js';
import type { CompanyFacts } from '../company/index.js';
import { encodeCallback, type Button } from '../posts/index.js';
import type { StaffMember } from '../staff/index.js';
import type { HandoverState } from './handover-state.js';
import { handoverOf, noticeOf } from './notice.js';
import { snoozesFor, type Snooze } from './snooze.js';

/** What a person's card of a handover says. */
export interface ReminderFacts {
  reminder: Reminder;
  person: StaffMember;
  found: BookingView | null;
  state: HandoverState;
  /** Names of those below who were told of the same notice and did not answer. */
  silentOnes: readonly string[];
  /** Names of those above who were told because of that. */
  passedTo: readonly string[];
  /** Of everybody who appears on it. */
  names: ReadonlyMap<bigint, string>;
}

interface Reader {
  t: Translate;
  language: Language;
  company: CompanyFacts;
  now: Date;
}

export function reminderText(facts: ReminderFacts, reader: Reader): Html {
  const { reminder, found, silentOnes, passedTo } = facts;
  const { t, language, company, now } = reader;
  const { at } = handoverOf(reminder);
  const place = reminder.about === 'issue' ? found?.booking.locationStart : found?.booking.locationEnd;
  const client = found?.client?.name;
  const isOpen = reminder.acknowledgedAt === null && reminder.endedAt === null;
  const isSnoozed = isOpen && reminder.shownAt !== null && reminder.dueAt !== null && reminder.dueAt > now;
  return lines(
    html`<b>${titleOf(facts, reader)}</b>`,
    found !== null && html`🚗 ${carName(found, t)}`,
    html`🗓 ${formatMoment(at, company.timezone, language)}`,
    place !== null && place !== undefined && html`📍 ${place}`,
    client !== null && client !== undefined && html`👤 ${client}`,
    html`${t('booking-title', { id: String(reminder.bookingId) })}`,
    isOpen && silentOnes.length > 0 && html`⏫ ${t('reminder-unanswered', { names: silentOnes.join(', ') })}`,
    isOpen && passedTo.length > 0 && html`⏫ ${t('reminder-passed-on', { names: passedTo.join(', ') })}`,
    isSnoozed &&
      html`😴 ${t('reminder-snoozed-until', { at: formatMoment(reminder.dueAt ?? now, company.timezone, language) })}`,
    reminder.endedAt === null && seenLine(facts, reader),
  );
}

function titleOf({ reminder, state, names }: ReminderFacts, { t, language, company }: Reader): string {
  const isIssue = reminder.about === 'issue';
  switch (state.is) {
    case 'begun': {
      const at = formatTime(state.at, company.timezone, language);
      const name = names.get(state.by) ?? '—';
      return isIssue ? t('reminder-issue-begun', { name, at }) : t('reminder-return-begun', { name, at });
    }
    case 'done':
      return t(isIssue ? 'reminder-issue-done' : 'reminder-return-done');
    case 'moved':
      return t('reminder-moved', { at: formatMoment(state.to, company.timezone, language) });
    case 'off':
      return t('reminder-off');
    case 'awaited':
      if (noticeOf(reminder) === 'overdue')
        return t(isIssue ? 'reminder-issue-overdue' : 'reminder-return-overdue');
      return t(isIssue ? 'reminder-issue' : 'reminder-return');
  }
}

function seenLine({ reminder, names }: ReminderFacts, { t, language, company }: Reader): Html | null {
  const { acknowledgedAt, acknowledgedBy } = reminder;
  if (acknowledgedAt === null) return null;
  const at = formatTime(acknowledgedAt, company.timezone, language);
  const name = acknowledgedBy === null ? '—' : (names.get(acknowledgedBy) ?? '—');
  return html`👌 ${t('reminder-seen-by', { name, at })}`;
}

const snoozeLabels: Record<Snooze, (t: Translate) => string> = {
  quarter: (t) => t('button-reminder-quarter'),
  hour: (t) => t('button-reminder-hour'),
  tomorrow: (t) => t('button-reminder-tomorrow'),
};

/** What to do next; nothing any more once the handover has begun. */
export function reminderKeyboard(
  { reminder, person, state }: ReminderFacts,
  { t, company, now }: Reader,
): Button[][] {
  if (state.is !== 'awaited') return [];
  const start = [startButton(reminder, t)];
  if (reminder.acknowledgedAt !== null) return [start];
  const { id } = reminder;
  const snoozes = snoozesFor(person, handoverOf(reminder).at, now, company).map((until) => ({
    text: `😴 ${snoozeLabels[until](t)}`,
    data: encodeCallback({ action: 'reminder.snooze', reminderId: id, until }),
  }));
  return [
    start,
    [{ text: t('button-seen'), data: encodeCallback({ action: 'reminder.seen', reminderId: id }) }],
    snoozes,
  ];
}

/** The way into the checklist of a handover. */
function startButton({ bookingId, about }: Reminder, t: Translate): Button {
  const kind = about === 'return' ? 'return' : 'issue';
  return {
    text: t(kind === 'issue' ? 'button-issue-start' : 'button-return-start'),
    data: encodeCallback({ action: 'checklist.begin', kind, subjectId: bookingId }),
    style: 'primary',
  };
}
