import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { BranchlineError } from '../../kernel/errors.js';
import { loadStatement, type Sql } from '../../platform/sql/index.js';
import type { EventType } from './catalogue.js';

const appendEventsSql = loadStatement(import.meta.url, './sql/append-events.sql');
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
  return append(sql, rowOfEvent(event));
}

/** Keeps a body that nobody understands, whole, and makes sure that people see it. */
export async function quarantine(sql: Sql, event: QuarantinedEvent): Promise<Appended> {
  return append(sql, rowOfQuarantined(event));
}

async function append(sql: Sql, row: EventRow): Promise<Appended> {
  return outcomeOf(sql, row, await appendRows(sql, [row]));
}

/** What one statement stores for an event, with the job that it starts. */
export interface EventRow {
  id: string;
  source: string;
  dedupeKey: string | null;
  state: 'accepted' | 'quarantined';
}

export function rowOfEvent(event: NewEvent): EventRow {
  return rowOf({ ...event, state: 'accepted' }, ROUTE_EVENT, {
    priority: event.priority ?? 5,
    concurrencyKey: event.orderKey ?? null,
  });
}

export function rowOfQuarantined(event: QuarantinedEvent): EventRow {
  return rowOf({ ...event, type: 'quarantine', payload: {}, state: 'quarantined' }, SHOW_QUARANTINED, {
    priority: 4,
    concurrencyKey: null,
  });
}

function rowOf(
  event: (NewEvent | (QuarantinedEvent & { type: string; payload: unknown })) & Pick<EventRow, 'state'>,
  kind: string,
  job: { priority: number; concurrencyKey: string | null },
): EventRow {
  const row = {
    id: randomUUID(),
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
    job: { kind, ...job, maxAttempts: 10, payload: {} },
  };
  return row;
}

/** Stores rows in one statement, of which no two share source and key; answers the ids that were new. */
export async function appendRows(sql: Sql, rows: readonly EventRow[]): Promise<Set<string>> {
  const stored = await sql.rows<{ id: string }>(appendEventsSql, [JSON.stringify(rows)]);
  return new Set(stored.map(({ id }) => id));
}

const found = z.object({ id: z.string(), state: z.string() });

/** What became of a row: stored, or the event that its key stands for. */
export async function outcomeOf(sql: Sql, row: EventRow, stored: ReadonlySet<string>): Promise<Appended> {
  if (stored.has(row.id))
    return { eventId: row.id, duplicate: false, quarantined: row.state === 'quarantined' };
  const [first] = await sql.rows(findByKeySql, [row.source, row.dedupeKey]);
  if (first === undefined)
    throw new BranchlineError('event.key_without_event', {
      retryable: true,
      details: { source: row.source },
    });
  const known = found.parse(first);
  return { eventId: known.id, duplicate: true, quarantined: known.state === 'quarantined' };
}
