import { z } from 'zod';
import { errorMessage } from '../../kernel/errors.js';
import { newCorrelationId } from '../../kernel/ids.js';
import { rowOfEvent, rowOfQuarantined, type EventRow } from './append.js';
import { customEvent } from './custom-event.js';

/** An entry of the stream of signals as Redis gives it. */
export interface SignalEntry {
  id: string;
  fields: Readonly<Record<string, string>>;
}

const SOURCE = 'agents';

const fields = z.object({
  topic: z.string({ error: 'there is no field "topic"' }),
  /** JSON. */
  payload: z.string({ error: 'there is no field "payload"' }),
  /** The same key again is the same signal; without one, or when it is empty, the entry's id says so. */
  dedupe_key: z.string().optional(),
  /** The same under another name. */
  id: z.string().optional(),
});

/** What is stored of a signal: its event, or all of it in quarantine when it cannot be understood. */
export function rowOfSignal(entry: SignalEntry, now: Date): EventRow {
  const common = { timestamp: timeOf(entry, now), correlationId: newCorrelationId() };
  try {
    const { topic, payload, dedupe_key, id } = fields.parse(entry.fields);
    const given = dedupe_key || id;
    const dedupeKey = given ? `signal:${given}` : entryKey(entry);
    return rowOfEvent(customEvent({ ...common, topic, payload: JSON.parse(payload), dedupeKey }));
  } catch (error) {
    return rowOfQuarantined({
      ...common,
      source: SOURCE,
      branch: null,
      raw: JSON.stringify(entry.fields),
      reason: error instanceof z.ZodError ? z.prettifyError(error) : errorMessage(error),
      dedupe: { key: entryKey(entry) },
    });
  }
}

function entryKey({ id }: SignalEntry): string {
  return `redis:${id}`;
}

/** Redis makes ids from its clock, in ms; one that somebody chose may say anything. */
function timeOf({ id }: SignalEntry, now: Date): Date {
  const ms = Number(id.split('-')[0]);
  const believable = ms <= now.getTime() + 60_000 && ms > now.getTime() - 365 * 86_400_000;
  return believable ? new Date(ms) : now;
}
