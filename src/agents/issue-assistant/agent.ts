import { recently, type Agent, type AgentView } from '../../domain/agents/index.js';
import { awaitsIssue, findBooking, openBookingsOf, type BookingView } from '../../domain/bookings/index.js';
import type { Decision } from '../../domain/decisions/index.js';
import { carTopic } from '../../domain/posts/index.js';
import { readinessCard, readinessCardKey, startIssueButton } from './readiness.js';

const DAY_MS = 24 * 3_600_000;

/** Shows in the car's topic whether the car can be given out, and opens the way into the checklist. */
export const issueAssistant: Agent = async (event, view) => {
  switch (event.type) {
    case 'booking.issue.planned': {
      const found = await findBooking(view.db, event.payload.booking_id);
      return found === null ? [] : postReadiness(found, view);
    }
    case 'booking.updated':
    case 'booking.issued':
    case 'booking.returned': {
      const id = event.type === 'booking.updated' ? event.payload.rentprog_id : event.payload.booking_id;
      const found = await findBooking(view.db, id);
      return found !== null && isNear(found, view) ? postReadiness(found, view) : [];
    }
    case 'car.updated':
    case 'car.moved': {
      const open = await openBookingsOf(view.db, { carId: event.payload.rentprog_id }, recently(view));
      return open.filter((found) => isNear(found, view)).flatMap((found) => postReadiness(found, view));
    }
    default:
      return [];
  }
};

/** Readiness is shown from a day before the handover on; before that there is no card to keep up to date. */
function isNear({ booking }: BookingView, { clock }: AgentView): boolean {
  return booking.startAt !== null && booking.startAt.getTime() - clock.now().getTime() <= DAY_MS;
}

function postReadiness(found: BookingView, view: AgentView): Decision[] {
  const { booking, car } = found;
  if (booking.carId === null) return [];
  const t = view.texts.in(view.company.language);
  const topic = carTopic(car ?? { id: booking.carId, plate: null, model: null }, t);
  return [
    {
      do: 'post',
      priority: 4,
      card: {
        key: readinessCardKey(booking.id),
        to: { branch: booking.branch, topic },
        html: readinessCard(found, view.company, t).markup,
        keyboard: awaitsIssue(booking) ? [[startIssueButton(booking.id, t)]] : [],
      },
    },
  ];
}
