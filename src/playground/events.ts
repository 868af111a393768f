import type { RentProgRecords } from './company/index.js';
import {
  bookingCreated,
  bookingDescribed,
  bookingIssued,
  bookingReturned,
  bookingUpdated,
  carMoved,
  carUpdated,
  clientUpdated,
  webhookBody,
} from './rentprog/index.js';
import type { Change, PayloadForm } from './rentprog/index.js';

/** A webhook ready to be sent: the branch it comes from and the text of its body. */
export interface BuiltWebhook {
  branch: string;
  body: string;
}

/** A webhook that the page offers; `title` and `description` are for whoever asks the route, the page has its own. */
export interface EventOffer {
  name: string;
  title: string;
  description: string;
  /** The forms it can be sent in, the one seen most first. */
  variants: PayloadForm[];
}

interface Occurrence extends EventOffer {
  happen: (records: RentProgRecords, now: Date) => Change;
}

/** The name of the event that only repeats the last request. */
export const DUPLICATE = 'duplicate';

const anyForm: PayloadForm[] = ['object', 'json_string', 'ruby_string'];
const rubyFirst: PayloadForm[] = ['ruby_string', 'json_string', 'object'];

const occurrences: Occurrence[] = [
  {
    name: 'booking_created',
    title: 'Booking created',
    description: 'Booking 506539 of the RAV4, to be handed over in 90 minutes',
    variants: anyForm,
    happen: bookingCreated,
  },
  {
    name: 'booking_updated',
    title: 'Booking moved',
    description: 'Booking 506539 starts and ends 30 minutes later and has a responsible employee',
    variants: rubyFirst,
    happen: bookingUpdated,
  },
  {
    name: 'booking_described',
    title: 'Description changed',
    description: 'A note with quotes, =>, #{} and a line break in booking 506539',
    variants: anyForm,
    happen: bookingDescribed,
  },
  {
    name: 'booking_issued',
    title: 'Car handed over',
    description: 'Booking 506539 becomes active: the issue has to be derived from the change',
    variants: rubyFirst,
    happen: bookingIssued,
  },
  {
    name: 'booking_returned',
    title: 'Car returned',
    description: 'Booking 505165 of the Camry is finished: the return has to be derived from the change',
    variants: rubyFirst,
    happen: bookingReturned,
  },
  {
    name: 'car_updated',
    title: 'Car updated',
    description: 'Mileage and cleanliness of the RAV4, car 65311',
    variants: rubyFirst,
    happen: carUpdated,
  },
  {
    name: 'car_moved',
    title: 'Car changed branch',
    description: 'The Elantra goes to the service center, the next time home again',
    variants: anyForm,
    happen: carMoved,
  },
  {
    name: 'client_updated',
    title: 'Client updated',
    description: 'Phone and category of client 381001',
    variants: anyForm,
    happen: clientUpdated,
  },
  {
    name: 'broken',
    title: 'Unreadable payload',
    description: 'A Ruby string that breaks off in the middle: kept whole and quarantined',
    variants: ['ruby_string'],
    happen: bookingDescribed,
  },
];

const duplicate: EventOffer = {
  name: DUPLICATE,
  title: 'The last one again',
  description: 'Exactly the same request once more, as an impatient sender does',
  variants: [],
};

/** What `GET /playground/events` lists. */
export function eventOffers(): EventOffer[] {
  const offers = occurrences.map(({ name, title, description, variants }) => ({
    name,
    title,
    description,
    variants,
  }));
  return [...offers, duplicate];
}

/** Cuts a Ruby string off inside its last value: no parser can make sense of the rest. */
function breakOff(body: string): string {
  const { event, payload } = JSON.parse(body) as { event: string; payload: string };
  return JSON.stringify({ event, payload: payload.slice(0, payload.indexOf('"]')) });
}

/**
 * Lets the event happen in the company's records and builds the webhook that tells of it. Undefined for an unknown
 * name, for a form that the event does not come in, and for {@link DUPLICATE}, which only the sender can build.
 */
export function buildWebhook(
  name: string,
  options: { records: RentProgRecords; now: Date; variant?: PayloadForm },
): BuiltWebhook | undefined {
  const occurrence = occurrences.find((candidate) => candidate.name === name);
  const form = options.variant ?? occurrence?.variants[0];
  if (occurrence === undefined || form === undefined || !occurrence.variants.includes(form)) return undefined;
  const change = occurrence.happen(options.records, options.now);
  const body = webhookBody(change, form);
  return {
    branch: branchOf(change.companyId, options.records),
    body: name === 'broken' ? breakOff(body) : body,
  };
}

function branchOf(companyId: number, { companies }: RentProgRecords): string {
  const company = companies.find((candidate) => candidate.id === companyId);
  if (company === undefined) throw new RangeError(`no branch has RentProg company ${String(companyId)}`);
  return company.branch;
}
