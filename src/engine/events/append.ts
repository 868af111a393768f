import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { BranchlineError } from '../../kernel/errors.js';
import { loadStatement, type Sql } from '../../platform/sql/index.js';
import type { EventType } from './catalogue.js';

const appendEventSql = loadStatement(import.meta.url, './sql/append-event.sql');
const findByKeySql = loadStatement(import.meta.url, './sql/find-by-key.sql');

export interface NewEvent {
  type: EventType;
  source: string;
  branch: string | null;
  timestamp: Date;
  payload: unknown;
  correlationId: string;
  /** The body as it came, whole. */
  raw?: string;
  dedupe?: DedupeKey;
  /** Events of one key are routed one at a time, oldest first; one that waits for a retry lets the others pass. */
  orderKey?: string;
  priority?: number;
}

export interface QuarantinedEvent {
  source: string;
  branch: string | null;
  timestamp: Date;
  correlationId: string;
  raw: string;
  /** Why it could not be understood, for the administrator. */
  reason: string;
  dedupe?: DedupeKey;
}

/** `ttlSeconds`: how long the key stands for its first event (a content hash); without it for ever (an id). */
export interface DedupeKey {
  key: string;
  ttlSeconds?: number;
}

export interface Appended {
  eventId: string;
  duplicate: boolean;
  quarantined: boolean;
}

/** The job that every accepted event gets in the statement that stores it. */
export const ROUTE_EVENT = 'event.route';
/** The job that shows a quarantined event to people. */
export const SHOW_QUARANTINED = 'event.quarantined';

/**
 * Appends an event once: the same dedupe key within its time finds the first one (`duplicate`). Durable when it
 * returns on the pool; inside a transaction it is as durable as that.
 */
export async function appendEvent(sql: Sql, event: NewEvent): Promise<Appended> {
  const priority = event.priority ?? 5;
  return append(
    sql,
    { ...event, state: 'accepted' },
    {
      kind: ROUTE_EVENT,
      priority,
      maxAttempts: 10,
      concurrencyKey: event.orderKey ?? null,
      payload: {},
    },
  );
}

/** Keeps a body that nobody understands, whole, and makes sure that people see it. */
export async function quarantine(sql: Sql, event: QuarantinedEvent): Promise<Appended> {
  return append(
    sql,
    { ...event, type: 'quarantine', payload: {}, state: 'quarantined' },
    { kind: SHOW_QUARANTINED, priority: 4, maxAttempts: 10, concurrencyKey: null, payload: {} },
  );
}

const found = z.object({ id: z.string(), state: z.string() });

async function append(
  sql: Sql,
  event: (NewEvent | (QuarantinedEvent & { type: string; payload: unknown })) & { state: string },
  job: object,
): Promise<Appended> {
  const id = randomUUID();
  const row = {
    id,
    type: event.type,
    source: event.source,
    branch: event.branch,
    timestamp: event.timestamp,
    dedupeKey: event.dedupe?.key ?? null,
    keyTtlSeconds: event.dedupe?.ttlSeconds ?? null,
    state: event.state,
    payload: event.payload,
    // PostgreSQL's text cannot hold NUL; everything else is kept as it came.
    raw: event.raw?.replaceAll('\u0000', '\\u0000') ?? null,
    reason: 'reason' in event ? event.reason : null,
    correlationId: event.correlationId,
  };
  const stored = await sql.rows(appendEventSql, [JSON.stringify(row), JSON.stringify(job)]);
  if (stored.length > 0) return { eventId: id, duplicate: false, quarantined: event.state === 'quarantined' };
  const [first] = await sql.rows(findByKeySql, [event.source, event.dedupe?.key ?? null]);
  if (first === undefined)
    throw new BranchlineError('event.key_without_event', {
      retryable: true,
      details: { source: event.source },
    });
  const known = found.parse(first);
  return { eventId: known.id, duplicate: true, quarantined: known.state === 'quarantined' };
}
