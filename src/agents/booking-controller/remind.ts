import type { AgentView } from '../../domain/agents/index.js';
import type { BookingView } from '../../domain/bookings/index.js';
import type { Decision } from '../../domain/decisions/index.js';
import { responsibleFor } from '../../domain/staff/index.js';
import type { EventOf } from '../../engine/events/index.js';

/**
 * Who is reminded of a handover: the person responsible, or whoever is on duty at its time. Each gets it in their own
 * language and when they may be disturbed.
 */
export async function remindOf(
  { booking }: BookingView,
  about: 'issue' | 'return',
  planned: EventOf<'booking.issue.planned'>['payload'],
  view: AgentView,
): Promise<Decision> {
  const { at, notice } = planned;
  const people = await responsibleFor(view.db, booking, new Date(at));
  return {
    do: 'remind',
    bookingId: booking.id,
    about,
    at,
    notice,
    staffIds: people.map(({ telegramId }) => String(telegramId)),
  };
}
