import { z } from 'zod';

/**
 * Every event that the product knows (product.md §5): one union, checked where an event enters. The source says which
 * family an event is of, the type which member of it. The payload of RentProg's events is the seed's: ids, the branch,
 * what RentProg called it, and the fields that came.
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

/** A slot of one of the product's own schedules: what is due, where, and since when. */
const slotPayload = z.object({
  branch: z.string(),
  /** ISO time at which the schedule fired. */
  slot: z.iso.datetime({ offset: true }),
});

/** What somebody who works here wrote to the bot, beside commands and answers to its questions. */
const employeeMessagePayload = z.object({
  /** Telegram ids: those of groups and people do not fit into every language's numbers. */
  staff_id: z.string(),
  chat_id: z.string(),
  message_id: z.number().int(),
  text: z.string(),
  /** Passed on from somebody else. */
  forwarded: z.boolean(),
  /** What it was taken for. Only a suggestion: nothing is done because of it. */
  kind: z.enum(['question', 'problem', 'request', 'chat', 'unclear']),
  /** Who said what it is. */
  by: z.enum(['rules', 'llm']),
  car_id: z.number().int().optional(),
  booking_id: z.number().int().optional(),
});

const umnicoAttachment = z.object({
  /** Umnico's word: photo, doc, video, audio, sticker, link. */
  type: z.string(),
  url: z.string().nullable(),
});

/** A message of a client's chat in Umnico, by whichever channel. */
const umnicoMessagePayload = z.object({
  /** Umnico's number of the lead, which is what a reply goes to. */
  lead_id: z.number().int(),
  message_id: z.string(),
  text: z.string(),
  attachments: z.array(umnicoAttachment),
  /** ISO time at which the channel took it. */
  at: z.iso.datetime(),
  /** The dialogue within the lead. */
  source: z.string().optional(),
  /** The account of ours that the client wrote to. */
  sa_id: z.number().int().optional(),
});

const clientMessagePayload = umnicoMessagePayload.extend({
  name: z.string().optional(),
  /** What the channel calls the client: in WhatsApp the phone. */
  login: z.string().optional(),
  channel: z.string().optional(),
});

const replyPayload = umnicoMessagePayload.extend({
  /** What we called it when we sent it; absent when somebody wrote it in Umnico. */
  custom_id: z.string().optional(),
});

/** What happened to a task of YouGile. Only what came is there. */
const yougileTaskPayload = z.object({
  task_id: z.string(),
  /** `commented`: somebody wrote into the task's chat. */
  change: z.enum(['created', 'updated', 'renamed', 'moved', 'deleted', 'restored', 'commented']),
  title: z.string().optional(),
  description: z.string().optional(),
  column_id: z.string().optional(),
  completed: z.boolean().optional(),
  was_completed: z.boolean().optional(),
  archived: z.boolean().optional(),
  deleted: z.boolean().optional(),
  /** Ids of YouGile's users. */
  assigned: z.array(z.string()).optional(),
  /** ISO time. */
  deadline: z.iso.datetime().optional(),
  comment: z.string().optional(),
  /** Who did it. */
  user_id: z.string().optional(),
});

/** The plan of the morning, or the report of the evening; the morning's when it does not say. */
const dailyPlanPayload = slotPayload.extend({ part: z.enum(['morning', 'evening']).optional() });

/** `custom.<topic>` in full has at most so many characters. */
export const LONGEST_CUSTOM_TYPE = 120;
/** Lower-case parts of letters, digits, `_` and `-`, separated by dots. */
const topic = z.string().regex(/^[a-z0-9_-]+(?:\.[a-z0-9_-]+)*$/);

/** What outside agents call their events: a family without a list, all of one form. */
export const CustomType = z
  .templateLiteral(['custom.', topic])
  .refine((type) => type.length <= LONGEST_CUSTOM_TYPE, { error: 'the topic is too long' });
export type CustomType = z.infer<typeof CustomType>;

function rentprogEvent<Type extends string>(type: Type) {
  return eventOf(z.literal(type), 'rentprog', rentprogPayload);
}

function plannedEvent<Type extends string>(type: Type) {
  return eventOf(z.literal(type), 'rentprog', plannedPayload);
}

function handoverEvent<Type extends string>(type: Type) {
  return eventOf(z.literal(type), 'rentprog', handoverPayload);
}

function slotEvent<Type extends string>(type: Type) {
  return eventOf(z.literal(type), 'schedule', slotPayload);
}

function eventOf<Type extends z.ZodType<string>, Source extends string, Payload extends z.ZodType>(
  type: Type,
  source: Source,
  payload: Payload,
) {
  return z.object({
    id: z.string(),
    type,
    source: z.literal(source),
    branch: z.string().nullable(),
    timestamp: z.coerce.date(),
    correlationId: z.string(),
    payload,
  });
}

const RentProgEvent = z.discriminatedUnion('type', [
  rentprogEvent('booking.created'),
  rentprogEvent('booking.updated'),
  rentprogEvent('car.updated'),
  rentprogEvent('car.moved'),
  rentprogEvent('client.updated'),
  plannedEvent('booking.issue.planned'),
  plannedEvent('booking.return.planned'),
  handoverEvent('booking.issued'),
  handoverEvent('booking.returned'),
]);

const ScheduleEvent = z.discriminatedUnion('type', [
  slotEvent('check.cash'),
  slotEvent('check.bookings'),
  slotEvent('check.to'),
  slotEvent('check.starline'),
  eventOf(z.literal('daily.plan.generate'), 'schedule', dailyPlanPayload),
]);

const TelegramEvent = eventOf(z.literal('message.employee'), 'telegram', employeeMessagePayload);

const UmnicoEvent = z.discriminatedUnion('type', [
  eventOf(z.literal('umnico.message.incoming'), 'umnico', clientMessagePayload),
  eventOf(z.literal('umnico.message.sent'), 'umnico', replyPayload),
]);

const TrackerEvent = eventOf(z.literal('yougile.task.updated'), 'yougile', yougileTaskPayload);

const CustomEvent = eventOf(CustomType, 'agents', z.record(z.string(), json));
type CustomEvent = z.infer<typeof CustomEvent>;

export const BranchlineEvent = z.discriminatedUnion('source', [
  RentProgEvent,
  ScheduleEvent,
  TelegramEvent,
  UmnicoEvent,
  TrackerEvent,
  CustomEvent,
]);
export type BranchlineEvent = z.infer<typeof BranchlineEvent>;

export type EventType = BranchlineEvent['type'];
export type EventOf<Type extends EventType> = Type extends CustomType
  ? CustomEvent & { type: Type }
  : Extract<BranchlineEvent, { type: Type }>;
