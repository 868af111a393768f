import { recently, type Agent, type AgentView } from '../../domain/agents/index.js';
import {
  awaitsIssue,
  bookingCard,
  bookingCardKey,
  dueNotices,
  findBooking,
  openBookingsOf,
  type BookingView,
} from '../../domain/bookings/index.js';
import type { Decision } from '../../domain/decisions/index.js';
import { standingTopic } from '../../domain/posts/index.js';
import { remindOfIssue } from './remind.js';

/**
 * A webhook does not say who is responsible; RentProg's API mostly does, within seconds. The first reminder waits
 * that long, and no longer, so that it reaches the one person whom it concerns.
 */
const COMPLETED_WITHIN_MS = 5_000;

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
        ...planIssue(found, view),
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
      return [postCard(found, view), ...(await remindOfIssue(found, event.payload, view))];
    }
    case 'booking.return.planned':
    case 'booking.issued':
    case 'booking.returned': {
      const found = await findBooking(view.db, event.payload.booking_id);
      return found === null ? [] : [postCard(found, view)];
    }
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
    },
  };
}

function planIssue({ booking }: BookingView, { clock }: AgentView): Decision[] {
  const { startAt } = booking;
  if (startAt === null || !awaitsIssue(booking)) return [];
  const earliestMs = booking.refreshedAt === null ? COMPLETED_WITHIN_MS : 0;
  return dueNotices(startAt, clock.now()).map(({ notice, inMs }) => ({
    do: 'plan',
    bookingId: booking.id,
    about: 'issue',
    at: startAt.toISOString(),
    notice,
    inMs: Math.max(inMs, earliestMs),
  }));
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
