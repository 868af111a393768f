import { z } from 'zod';
import { customEvent, customType, LARGEST_CUSTOM_PAYLOAD, untilSettled } from '../engine/events/index.js';
import { tasksForEvent } from '../engine/schedules/index.js';
import { loadStatement, type Sql } from '../platform/sql/index.js';
import { asOf } from './as-of.js';
import { makeChange } from './change.js';
import type { RestDeps, ZodApp } from './deps.js';
import { EventBody, eventBodyOf, type EventRow } from './event-schema.js';
import { Operation, operation } from './operation.js';
import { Time, toTime } from './paging.js';
import { Json } from './json.js';

const listEventsSql = loadStatement(import.meta.url, './sql/list-events.sql');

/** What a body has besides its payload. */
const ENVELOPE_BYTES = 8 * 1024;
const MAX_EVENTS = 1_000;
/** Who has just published an event, or sent a webhook, finds it. */
const SETTLING_MS = 1_000;

const NewEvent = z.strictObject({
  topic: z.string().describe('`email.received`; stored as an event of the type `custom.email.received`'),
  payload: z.record(z.string(), Json),
  dedupe_key: z
    .string()
    .nullish()
    .describe(
      'The same key finds the first event; keys are common to all agents, so begin yours with your name',
    ),
  branch: z.string().min(1).max(100).nullish(),
  source_agent_id: z.string().nullish().describe('Ignored: the token says who publishes'),
});

const Published = Operation.extend({
  event_id: z.guid(),
  topic: z.string(),
  duplicate: z.boolean().describe('An event with this dedupe key was there; nothing was triggered'),
  triggered_tasks: z.array(z.guid()),
  published_at: Time,
});

const EventQuery = z.object({
  type: z.string().optional().describe('One or more types, separated by commas'),
  source: z.string().optional(),
  branch: z.string().optional(),
  since: Time.optional().describe('Stored at or after this time'),
  after: z.coerce
    .number()
    .int()
    .min(0)
    .max(Number.MAX_SAFE_INTEGER)
    .default(0)
    .describe('The last position that is known; 0 begins with the first event'),
  limit: z.coerce.number().int().min(1).max(MAX_EVENTS).default(100),
});

const EventList = z.object({
  items: z.array(EventBody),
  total: z.int().describe('Events after `after`, those on this page included'),
  limit: z.int(),
  offset: z.literal(0),
  has_more: z.boolean(),
  next_after: z.int().describe('Where to read on'),
});

/** The event stream: published to by agents, read in its order. */
export function eventRoutes(app: ZodApp, deps: RestDeps): void {
  const tags = ['events'];

  app.post(
    '/events',
    {
      config: { scopes: ['events:publish'] },
      bodyLimit: LARGEST_CUSTOM_PAYLOAD + ENVELOPE_BYTES,
      schema: {
        tags,
        summary: 'Publish an event; it is stored, in order, when this answers',
        body: NewEvent,
        response: { 202: Published },
      },
    },
    (request, reply) =>
      makeChange(deps, request, reply, async ({ work, sql, record }) => {
        const { topic, payload, dedupe_key, branch } = request.body;
        const timestamp = await asOf(sql, undefined);
        const appended = await work.append(
          customEvent({
            ...{ topic, payload, timestamp, correlationId: request.id },
            ...(typeof dedupe_key === 'string' && { dedupeKey: dedupe_key }),
            ...(typeof branch === 'string' && { branch }),
          }),
        );
        const { eventId, duplicate } = appended;
        const triggered = duplicate ? [] : await tasksForEvent(sql, customType(topic));
        const details = { event_id: eventId, topic, triggered_tasks: triggered.map(({ id }) => id) };
        await record('event.published', `event:${eventId}`, { topic, duplicate });
        const body = {
          ...operation(duplicate ? 'the event was there already' : 'the event is stored', details),
          ...{ ...details, duplicate, published_at: toTime(timestamp) },
        };
        return { status: 202, body };
      }),
  );

  app.get(
    '/events',
    {
      config: { scopes: ['runs:read'] },
      schema: {
        tags,
        summary: 'Read events in their order, on from a position',
        description:
          'Who always goes on from `next_after` misses no event. An event appears when no transaction that began before it is open any more; the answer waits up to a second for that.',
        querystring: EventQuery,
        response: { 200: EventList },
      },
    },
    async ({ query }) => {
      const { limit, after } = query;
      await untilSettled(deps.sql, { withinMs: SETTLING_MS });
      const rows = await readEvents(deps.sql, query);
      const total = rows[0]?.total ?? 0;
      const items = rows.map(eventBodyOf);
      return {
        ...{ items, total, limit, offset: 0 as const },
        has_more: total > items.length,
        next_after: items.at(-1)?.position ?? after,
      };
    },
  );
}

function readEvents(
  sql: Sql,
  { type, source, branch, since, after, limit }: z.infer<typeof EventQuery>,
): Promise<(EventRow & { total: number })[]> {
  const types = type === undefined ? null : JSON.stringify(type.split(','));
  return sql.rows(listEventsSql, [
    BigInt(after),
    types,
    source ?? null,
    branch ?? null,
    since === undefined ? null : new Date(since),
    limit,
  ]);
}
