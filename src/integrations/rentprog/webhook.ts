import { isDeepStrictEqual } from 'node:util';
import type { JsonRecord, JsonValue } from './json.js';
import { rentProgTimeToIso } from './local-time.js';
import { RentProgWebhook } from './schema.js';
import { readPayload, refused, type Refusal } from './webhook-payload.js';

export type RentProgEventType =
  'booking.created' | 'booking.updated' | 'car.moved' | 'car.updated' | 'client.updated';

export interface RentProgEventPayload {
  rentprog_id: number;
  /** The branch of the URL that was called, whatever company the record names. */
  branch: string;
  booking_id?: number;
  car_id?: number;
  client_id?: number;
  raw_event: string;
  raw_action: string;
  deleted?: true;
  /** The record as it came, with the new value of each changed field. */
  fields: JsonRecord;
  /** What an update changed, old and new. */
  changes: Record<string, [JsonValue, JsonValue]>;
  /** ISO time with the zone's offset, when the record has the date. */
  start_at?: string;
  end_at?: string;
  /** Null: nobody any more. */
  responsible_id?: number | null;
  /** Null: nobody of the staff, as with an edit by the API. */
  editor_id?: number | null;
  /** Branches of a move, as far as the companies are known. */
  from_branch?: string;
  to_branch?: string;
}

export interface RentProgEvent {
  type: RentProgEventType;
  timestamp: Date;
  source: 'rentprog';
  branch: string;
  payload: RentProgEventPayload;
}

export interface RentProgWebhookContext {
  branch: string;
  /** RentProg's company id to our branch. */
  companyIds: ReadonlyMap<number, string>;
  receivedAt: Date;
  /** IANA name of the zone in which the branch writes its dates. */
  timezone?: string;
}

export type RentProgWebhookResult = { ok: true; events: RentProgEvent[] } | { ok: false; reason: Refusal };

const eventForm = /^(booking|car|client)_(create|update|destroy)$/;
const idOf = { booking: 'booking_id', car: 'car_id', client: 'client_id' } as const;
/** These are plain in an update too; an array in them is a fault of the sender, not an old and a new value. */
const neverPairs: ReadonlySet<string> = new Set(['id', 'user_id']);

/**
 * Turns what RentProg posted into events of the catalogue (product.md §5). A car that changes its branch gives two:
 * `car.moved`, then `car.updated`. What cannot be understood is refused with a reason; nothing is guessed.
 */
export function normaliseRentProgWebhook(
  body: unknown,
  context: RentProgWebhookContext,
): RentProgWebhookResult {
  const envelope = RentProgWebhook.safeParse(body);
  if (!envelope.success) return refused('no_envelope', 'the body is no {"event","payload"} object');
  const rawEvent = envelope.data.event;
  const [, entity, action] = eventForm.exec(rawEvent) ?? [];
  if (!isEntity(entity) || action === undefined)
    return refused('unknown_event', `unknown event ${JSON.stringify(rawEvent.slice(0, 80))}`);

  const read = readPayload(envelope.data.payload);
  if (!read.ok) return read;
  const id = wholeNumber(read.record.id);
  if (id === undefined) return refused('no_id', 'payload has no id that is a positive whole number');

  const { fields, changes } = splitChanges(read.record, action === 'update');
  const payload: RentProgEventPayload = {
    rentprog_id: id,
    branch: context.branch,
    ...relatedIds(fields),
    [idOf[entity]]: id,
    raw_event: rawEvent,
    raw_action: action,
    fields,
    changes,
  };
  if (action === 'destroy') payload.deleted = true;
  const responsible = idOrNull(fields.responsible_id);
  if (responsible !== undefined) payload.responsible_id = responsible;
  const editor = idOrNull(fields.user_id);
  if (editor !== undefined) payload.editor_id = editor;

  if (entity === 'booking') {
    const zone = context.timezone ?? 'Asia/Tbilisi';
    for (const [field, target] of [
      ['start_date', 'start_at'],
      ['end_date', 'end_at'],
    ] as const) {
      const written = fields[field];
      if (written === undefined || written === null || written === '') continue;
      const time = typeof written === 'string' ? rentProgTimeToIso(written, zone) : null;
      if (time === null) return refused('bad_date', `${field} is no DD-MM-YYYY H:mm in ${zone}`);
      payload[target] = time;
    }
  }

  const event = (type: RentProgEventType, facts: Partial<RentProgEventPayload> = {}): RentProgEvent => ({
    type,
    timestamp: context.receivedAt,
    source: 'rentprog',
    branch: context.branch,
    payload: { ...payload, ...facts },
  });
  if (entity === 'booking')
    return { ok: true, events: [event(action === 'create' ? 'booking.created' : 'booking.updated')] };
  if (entity === 'client') return { ok: true, events: [event('client.updated')] };
  const move = action === 'update' ? moveOf(fields, changes, context.companyIds) : null;
  return { ok: true, events: [...(move ? [event('car.moved', move)] : []), event('car.updated')] };
}

function isEntity(name: string | undefined): name is keyof typeof idOf {
  return name !== undefined && Object.hasOwn(idOf, name);
}

function splitChanges(
  record: JsonRecord,
  isUpdate: boolean,
): Pick<RentProgEventPayload, 'fields' | 'changes'> {
  const fields = Object.create(null) as JsonRecord;
  const changes = Object.create(null) as Record<string, [JsonValue, JsonValue]>;
  for (const [name, value] of Object.entries(record)) {
    const pair = isUpdate && !neverPairs.has(name) ? pairOf(value) : null;
    fields[name] = pair ? pair[1] : value;
    if (pair && !isDeepStrictEqual(pair[0], pair[1])) changes[name] = pair;
  }
  return { fields, changes };
}

function pairOf(value: JsonValue): [JsonValue, JsonValue] | null {
  if (!Array.isArray(value) || value.length !== 2) return null;
  const [before = null, after = null] = value;
  return [before, after];
}

function relatedIds(fields: JsonRecord): Pick<RentProgEventPayload, 'booking_id' | 'car_id' | 'client_id'> {
  const ids: Pick<RentProgEventPayload, 'booking_id' | 'car_id' | 'client_id'> = {};
  for (const name of Object.values(idOf)) {
    const related = wholeNumber(fields[name]);
    if (related !== undefined) ids[name] = related;
  }
  return ids;
}

function wholeNumber(value: JsonValue | undefined): number | undefined {
  const number = typeof value === 'string' && /^\d{1,16}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) && number > 0 ? number : undefined;
}

function idOrNull(value: JsonValue | undefined): number | null | undefined {
  return value === null ? null : wholeNumber(value);
}

/**
 * A move is a changed `company_id`, or a changed `branch_name`; a `branch_name` alone is a move as well, since an
 * update names only what changed. Null when the car stayed.
 */
function moveOf(
  fields: JsonRecord,
  changes: RentProgEventPayload['changes'],
  companyIds: ReadonlyMap<number, string>,
): Pick<RentProgEventPayload, 'from_branch' | 'to_branch'> | null {
  const companies = changes.company_id;
  if (companies) {
    const [from, to] = companies.map((id) => companyIds.get(wholeNumber(id) ?? 0));
    return { ...(from !== undefined && { from_branch: from }), ...(to !== undefined && { to_branch: to }) };
  }
  if (changes.branch_name) return {};
  return typeof fields.branch_name === 'string' && fields.company_id === undefined ? {} : null;
}
