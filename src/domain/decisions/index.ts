import { z } from 'zod';
import { CardPost } from '../posts/index.js';

/** A handover that is to be announced. */
export const HandoverNotice = z.object({
  bookingId: z.number().int(),
  about: z.enum(['issue', 'return']),
  /** ISO time of the handover: at any other time it is not announced. */
  at: z.string(),
  notice: z.enum(['24h', '2h', '30m', 'overdue']),
});
export type HandoverNotice = z.infer<typeof HandoverNotice>;

/**
 * What an agent may decide. It is kept as JSON in the run and carried out together with the decisions of the other
 * agents of the event, in one transaction.
 */
export const Decision = z.discriminatedUnion('do', [
  /** Post a card, or edit it. */
  z.object({ do: z.literal('post'), card: CardPost, priority: z.number().int().min(1).max(9) }),
  /** Remind people of a handover, each once a notice, with buttons to begin, to put it off and to say "seen". */
  HandoverNotice.extend({ do: z.literal('remind'), staffIds: z.array(z.string()) }),
  /** End the reminders of a booking of which there is nothing to remind any more: it has begun, was moved or is off. */
  z.object({ do: z.literal('review'), bookingId: z.number().int() }),
  /** Tell a person at the beginning of their working day what it brings. */
  z.object({
    do: z.literal('digest'),
    staffId: z.string(),
    /** A local date: 2031-03-03. */
    day: z.string(),
    /** ISO time. */
    at: z.string(),
  }),
  /** Announce a handover later (or now), if it still stands at that time. */
  HandoverNotice.extend({ do: z.literal('plan'), inMs: z.number() }),
  /** Post the report of a branch's day, with its picture, into the topic of the plan. */
  z.object({
    do: z.literal('report'),
    branch: z.string(),
    /** A local date: 2031-03-03. */
    date: z.string(),
  }),
  /** Ask RentProg for the whole of a record of which only a part is known. */
  z.object({
    do: z.literal('refresh'),
    branch: z.string(),
    bookingId: z.number().int().optional(),
    carId: z.number().int().optional(),
  }),
]);
export type Decision = z.infer<typeof Decision>;

export const Decisions = z.array(Decision);
