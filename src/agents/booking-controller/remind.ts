import type { AgentView } from '../../domain/agents/index.js';
import { carName, type BookingView } from '../../domain/bookings/index.js';
import type { Decision } from '../../domain/decisions/index.js';
import { responsibleFor } from '../../domain/staff/index.js';
import type { EventOf } from '../../engine/events/index.js';
import { html, lines } from '../../kernel/html.js';
import { formatMoment } from '../../platform/i18n/index.js';

/** One reminder for each person concerned, in that person's language. */
export async function remindOfIssue(
  found: BookingView,
  planned: EventOf<'booking.issue.planned'>['payload'],
  view: AgentView,
): Promise<Decision[]> {
  const { booking, client } = found;
  const people = await responsibleFor(view.db, booking);
  return people.map((person) => {
    const language = person.language ?? view.company.language;
    const t = view.texts.in(language);
    const at = formatMoment(new Date(planned.at), view.company.timezone, language);
    const text = lines(
      html`<b>${planned.notice === 'overdue' ? t('reminder-issue-overdue') : t('reminder-issue')}</b>`,
      html`🚗 ${carName(found, t)}`,
      html`🗓 ${at}`,
      booking.locationStart === null ? null : html`📍 ${booking.locationStart}`,
      client?.name === undefined || client.name === null ? null : html`👤 ${client.name}`,
      html`${t('booking-title', { id: String(booking.id) })}`,
    );
    return {
      do: 'remind',
      bookingId: booking.id,
      staffId: String(person.telegramId),
      about: 'issue',
      notice: `${planned.notice}@${planned.at}`,
      html: text.markup,
      labels: { start: t('button-issue-start'), seen: t('button-seen') },
    };
  });
}
