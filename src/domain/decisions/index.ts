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
  /** Remind a person of a handover, once a notice, with buttons to begin and to say "seen". */
  z.object({
    do: z.literal('remind'),
    bookingId: z.number().int(),
    staffId: z.string(),
    about: z.enum(['issue', 'return']),
    notice: z.string(),
    html: z.string(),
    labels: z.object({ start: z.string(), seen: z.string() }),
  }),
  /** Announce a handover later (or now), if it still stands at that time. */
  HandoverNotice.extend({ do: z.literal('plan'), inMs: z.number() }),
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
