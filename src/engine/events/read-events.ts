import { loadStatement, type Sql } from '../../platform/sql/index.js';
import type { EventType } from './catalogue.js';

const readEventsSql = loadStatement(import.meta.url, './sql/read-events.sql');

/** An event as the stream holds it. The payload is as it was stored: `BranchlineEvent` checks it. */
export interface StreamEvent {
  id: string;
  /** Its place in the stream; where to go on after it. */
  position: bigint;
  type: string;
  source: string;
  branch: string | null;
  /** When it happened, by its source. */
  timestamp: Date;
  /** When it was stored, by the database. */
  receivedAt: Date;
  payload: unknown;
  correlationId: string;
}

/** What can be asked for: an event of the catalogue, or a body that nobody understood. */
export type StreamType = EventType | 'quarantine';

export interface StreamQuery {
  /** The last position that is known; 0n begins with the first event. */
  after: bigint;
  /** Events at most. */
  limit: number;
  /** Without it all types, but not what is in quarantine: that comes only when it is named. */
  types?: readonly StreamType[];
  branch?: string;
}

/**
 * The next events in the stream's order, settled ones only: those that lie below every transaction that is still
 * open, so that nothing can commit before them any more. Who goes on from the last position never misses an event,
 * whichever transaction commits first. The price: a transaction that has written anything (of any database of the
 * server) hides what was appended after its first write until it ends. One that only reads hides nothing.
 */
export async function readEvents(sql: Sql, query: StreamQuery): Promise<StreamEvent[]> {
  return sql.rows<StreamEvent>(readEventsSql, [
    query.after,
    query.limit,
    typeList(query.types),
    query.branch ?? null,
  ]);
}

/** The types as the statements take them. */
export function typeList(types: readonly StreamType[] | undefined): string | null {
  return types === undefined ? null : JSON.stringify(types);
}
