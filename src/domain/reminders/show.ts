import type { Work } from '../../engine/jobs/index.js';
import type { NewEffect } from '../../engine/outbox/index.js';
import type { Reminder } from '../../platform/prisma/index.js';
import { cardPost } from '../posts/index.js';
import { findMember, peopleOf } from '../staff/index.js';
import { reminderKeyboard, reminderText, type ReminderFacts } from './card.js';
import type { ReminderDeps } from './deps.js';
import { handoverState } from './handover-state.js';
import { handoverOf } from './notice.js';
import { newestOfEach } from './store.js';

interface Showing {
  correlationId: string;
  eventId?: string | undefined;
  /** Reminders that come below everything else now, with or without a sound; the others' cards are only edited. */
  arriving?: ReadonlyMap<string, { silent: boolean }>;
}

/**
 * Posts each person's card of a handover as things stand: one card a person, whichever notices they got. `reminders` are
 * all of one booking and kind of handover; what has not come to somebody yet is not shown to them.
 */
export async function showReminders(
  work: Work,
  deps: ReminderDeps,
  reminders: readonly Reminder[],
  { correlationId, eventId, arriving }: Showing,
): Promise<void> {
  const now = deps.clock.now();
  const names = await namesOf(work, reminders);
  const effects: NewEffect[] = [];
  for (const reminder of newestOfEach(reminders.filter((one) => one.shownAt !== null))) {
    const person = await findMember(work.tx, reminder.staffId);
    if (person === null) continue;
    const { state, found } = await handoverState(work.tx, handoverOf(reminder));
    if (state.is === 'begun' && !names.has(state.by))
      for (const { telegramId, name } of await peopleOf(work.tx, [state.by])) names.set(telegramId, name);
    const facts: ReminderFacts = {
      ...{ reminder, person, found, state, names },
      ...ladderOf(reminder, reminders, names),
    };
    const language = person.language ?? deps.company.language;
    const reader = { t: deps.texts.in(language), language, company: deps.company, now };
    const arrival = arriving?.get(reminder.id);
    effects.push(
      cardPost({
        key: `reminder:${reminder.bookingId}:${reminder.about}:${person.telegramId}`,
        to: { chatId: String(person.telegramId) },
        html: reminderText(facts, reader),
        keyboard: reminderKeyboard(facts, reader),
        below: arrival === undefined ? undefined : true,
        silent: arrival?.silent,
        priority: arrival === undefined ? 4 : 2,
        ...{ correlationId, eventId },
      }),
    );
  }
  await work.emit(...effects);
}

/** Who below has not answered the same notice, and who above was told because of that. */
function ladderOf(
  { notice, rung }: Reminder,
  reminders: readonly Reminder[],
  names: ReadonlyMap<bigint, string>,
): Pick<ReminderFacts, 'silentOnes' | 'passedTo'> {
  const same = reminders.filter((one) => one.notice === notice && one.shownAt !== null);
  const namesAt = (isThere: (other: number) => boolean): string[] =>
    same.filter((one) => isThere(one.rung)).flatMap((one) => names.get(one.staffId) ?? []);
  return { silentOnes: namesAt((other) => other < rung), passedTo: namesAt((other) => other > rung) };
}

async function namesOf(work: Work, reminders: readonly Reminder[]): Promise<Map<bigint, string>> {
  const ids = reminders.flatMap((one) => [one.staffId, one.acknowledgedBy ?? one.staffId]);
  const people = await peopleOf(work.tx, [...new Set(ids)]);
  return new Map(people.map((one) => [one.telegramId, one.name]));
}
