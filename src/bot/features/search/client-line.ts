import type { BookingView } from '../../../domain/bookings/index.js';
import { maskPhone } from '../../../domain/search/index.js';
import { may } from '../../../domain/staff/index.js';
import { shorten } from '../../../kernel/html.js';
import type { StaffContext } from '../../core/context.js';

const NAME_LIMIT = 80;

/** The client's name, and the phone as far as this person may have it; null when nothing is known. */
export function clientLine({ booking, client }: BookingView, { person }: StaffContext): string | null {
  const { name, phone } = client ?? { name: null, phone: null };
  const shown =
    phone === null || phone === ''
      ? null
      : may(person, 'client.phone', booking.branch)
        ? phone
        : maskPhone(phone);
  const parts = [name === null ? null : shorten(name, NAME_LIMIT), shown].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join(' · ');
}
