import { recently, type Agent, type AgentView } from '../../domain/agents/index.js';
import {
  awaitsIssue,
  bookingCard,
  bookingCardKey,
  bookingLinks,
  dueNotices,
  findBooking,
  openBookingsOf,
  type BookingView,
} from '../../domain/bookings/index.js';
import { awaitsReturn } from '../../domain/checklists/index.js';
import type { Decision } from '../../domain/decisions/index.js';
import { standingTopic } from '../../domain/posts/index.js';
import { digests } from './digests.js';
import { remindOf } from './remind.js';

/**
 * A webhook does not say who is responsible; RentProg's API mostly does, within seconds. The first reminder waits
 * that long, and no longer, so that it reaches the one person whom it concerns.
 */
const COMPLETED_WITHIN_MS = 5_000;
/** A car that has been missing for so long is not a matter of reminders any more. */
const MISSED_RETURN_MS = 14 * 24 * 3_600_000;

/**
 * Keeps the booking's card as things are, announces its handover ahead of time and reminds the person responsible
 * (product.md §7).
 */
export const bookingController: Agent = async (event, view) => {
  switch (event.type) {
    case 'booking.created':
    case 'booking.updated': {
      const found = await findBooking(view.db, event.payload.rentprog_id);
      if (found === null) return [];
      const known = event.payload.raw_event === 'api';
      return [
        postCard(found, view),
        { do: 'review', bookingId: found.booking.id },
        ...planHandovers(found, view),
        ...(known && found.car?.refreshedAt !== null ? [] : [refresh(found, known)]),
      ];
    }
    case 'car.updated':
    case 'car.moved': {
      const open = await openBookingsOf(view.db, { carId: event.payload.rentprog_id }, recently(view));
      return open.map((found) => postCard(found, view));
    }
    case 'client.updated': {
      const open = await openBookingsOf(view.db, { clientId: event.payload.rentprog_id }, recently(view));
      return open.map((found) => postCard(found, view));
    }
    case 'booking.issue.planned': {
      const found = await findBooking(view.db, event.payload.booking_id);
      if (found === null || !awaitsIssue(found.booking)) return [];
      return [postCard(found, view), await remindOf(found, 'issue', event.payload, view)];
    }
    case 'booking.return.planned': {
      const found = await findBooking(view.db, event.payload.booking_id);
      if (found === null || !awaitsReturn(found.booking)) return [];
      return [postCard(found, view), await remindOf(found, 'return', event.payload, view)];
    }
    case 'booking.issued':
    case 'booking.returned': {
      const found = await findBooking(view.db, event.payload.booking_id);
      if (found === null) return [];
      const review = { do: 'review' as const, bookingId: found.booking.id };
      return [postCard(found, view), review, ...planHandovers(found, view)];
    }
    case 'daily.plan.generate':
      return event.payload.part === 'evening' ? [] : digests(event.payload.branch, view);
    default:
      return [];
  }
};

function postCard(found: BookingView, view: AgentView): Decision {
  const { company, texts } = view;
  const t = texts.in(company.language);
  return {
    do: 'post',
    priority: 5,
    card: {
      key: bookingCardKey(found.booking.id),
      to: { branch: found.booking.branch, topic: standingTopic('bookings', t) },
      html: bookingCard(found, { company, language: company.language, t }).markup,
      keyboard: bookingLinks(found, t),
    },
  };
}

/** The notices of what comes next: the issue, and once the client has the car its return. */
function planHandovers({ booking }: BookingView, { clock }: AgentView): Decision[] {
  const { startAt, endAt } = booking;
  const now = clock.now();
  const notices = (about: 'issue' | 'return', at: Date, earliestMs: number): Decision[] =>
    dueNotices(at, now).map(({ notice, inMs }) => ({
      do: 'plan',
      bookingId: booking.id,
      about,
      at: at.toISOString(),
      notice,
      inMs: Math.max(inMs, earliestMs),
    }));
  if (startAt !== null && awaitsIssue(booking))
    return notices('issue', startAt, booking.refreshedAt === null ? COMPLETED_WITHIN_MS : 0);
  const isMissing = endAt !== null && now.getTime() - endAt.getTime() > MISSED_RETURN_MS;
  return endAt !== null && !isMissing && awaitsReturn(booking) ? notices('return', endAt, 0) : [];
}

/** A webhook tells what changed, not what is: the whole record is fetched without anybody waiting for it. */
function refresh({ booking }: BookingView, bookingIsFresh: boolean): Decision {
  return {
    do: 'refresh',
    branch: booking.branch,
    bookingId: bookingIsFresh ? undefined : booking.id,
    carId: booking.carId ?? undefined,
  };
}
