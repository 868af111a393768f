import { z } from 'zod';
import { Time, toTime } from './paging.js';
import { Json } from './json.js';

const RunOfEvent = z.object({
  id: z.guid(),
  route: z.string().nullable(),
  task_id: z.guid().nullable(),
  cause: z.string(),
  state: z.string(),
});

export const EventBody = z
  .object({
    id: z.guid(),
    position: z.int().describe('Its place in the stream: read on with `after`'),
    type: z.string(),
    source: z.string(),
    branch: z.string().nullable(),
    timestamp: Time.describe('When it happened, by its source'),
    received_at: Time.describe('When it was stored'),
    dedupe_key: z.string().nullable(),
    state: z.string().describe('accepted, or quarantined: nobody understood its body'),
    payload: Json,
    raw: z.string().nullable().describe('The body as it came'),
    reason: z.string().nullable().describe('Why it is in quarantine'),
    correlation_id: z.string(),
    runs: z.array(RunOfEvent).describe('What it started'),
  })
  .describe('Something that happened');
export type EventBody = z.infer<typeof EventBody>;

export interface EventRow {
  id: string;
  position: bigint;
  type: string;
  source: string;
  branch: string | null;
  timestamp: Date;
  receivedAt: Date;
  dedupeKey: string | null;
  state: string;
  payload: Json;
  raw: string | null;
  reason: string | null;
  correlationId: string;
  runs: z.infer<typeof RunOfEvent>[];
}

export function eventBodyOf(row: EventRow): EventBody {
  return {
    id: row.id,
    position: Number(row.position),
    type: row.type,
    source: row.source,
    branch: row.branch,
    timestamp: toTime(row.timestamp),
    received_at: toTime(row.receivedAt),
    dedupe_key: row.dedupeKey,
    state: row.state,
    payload: row.payload,
    raw: row.raw,
    reason: row.reason,
    correlation_id: row.correlationId,
    runs: row.runs,
  };
}
