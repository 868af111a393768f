import { z } from 'zod';

/**
 * Every event that the product knows (product.md §5): one union, checked where an event enters. The payload of
 * RentProg's events is the seed's: ids, the branch, what RentProg called it, and the fields that came.
 */
const json = z.json();

const rentprogPayload = z.object({
  rentprog_id: z.number().int(),
  branch: z.string(),
  booking_id: z.number().int().optional(),
  car_id: z.number().int().optional(),
  client_id: z.number().int().optional(),
  raw_event: z.string().optional(),
  raw_action: z.string().optional(),
  deleted: z.boolean().optional(),
  fields: z.record(z.string(), json).default({}),
  changes: z.record(z.string(), z.tuple([json, json])).default({}),
  start_at: z.string().optional(),
  end_at: z.string().optional(),
  responsible_id: z.number().int().nullable().optional(),
  editor_id: z.number().int().nullable().optional(),
  from_branch: z.string().optional(),
  to_branch: z.string().optional(),
});
export type RentProgPayload = z.infer<typeof rentprogPayload>;

const plannedPayload = z.object({
  rentprog_id: z.number().int(),
  branch: z.string(),
  booking_id: z.number().int(),
  car_id: z.number().int().optional(),
  /** ISO time of the handover. */
  at: z.string(),
  /** Which notice this is: 24h, 2h, 30m, overdue. */
  notice: z.enum(['24h', '2h', '30m', 'overdue']),
});

const handoverPayload = z.object({
  rentprog_id: z.number().int(),
  branch: z.string(),
  booking_id: z.number().int(),
  car_id: z.number().int().optional(),
  checklist_id: z.string(),
  staff_id: z.string(),
  mileage: z.number().int().nullable(),
  fuel_eighths: z.number().int().nullable(),
});

function rentprogEvent<Type extends string>(type: Type) {
  return eventOf(type, 'rentprog', rentprogPayload);
}

function eventOf<Type extends string, Source extends string, Payload extends z.ZodType>(
  type: Type,
  source: Source,
  payload: Payload,
) {
  return z.object({
    id: z.string(),
    type: z.literal(type),
    source: z.literal(source),
    branch: z.string().nullable(),
    timestamp: z.coerce.date(),
    correlationId: z.string(),
    payload,
  });
}

export const BranchlineEvent = z.discriminatedUnion('type', [
  rentprogEvent('booking.created'),
  rentprogEvent('booking.updated'),
  rentprogEvent('car.updated'),
  rentprogEvent('car.moved'),
  rentprogEvent('client.updated'),
  eventOf('booking.issue.planned', 'rentprog', plannedPayload),
  eventOf('booking.return.planned', 'rentprog', plannedPayload),
  eventOf('booking.issued', 'rentprog', handoverPayload),
  eventOf('booking.returned', 'rentprog', handoverPayload),
]);
export type BranchlineEvent = z.infer<typeof BranchlineEvent>;

export type EventType = BranchlineEvent['type'];
export type EventOf<Type extends EventType> = Extract<BranchlineEvent, { type: Type }>;
