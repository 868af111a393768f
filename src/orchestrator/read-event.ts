import { z } from 'zod';
import { BranchlineEvent } from '../engine/events/index.js';
import { BranchlineError } from '../kernel/errors.js';
import { loadStatement, type Sql } from '../platform/sql/index.js';

const readEventSql = loadStatement(import.meta.url, './sql/read-event.sql');

/**
 * An accepted event as the catalogue knows it, and the snapshot it was seen in: what is read later is at least as new.
 * Throws `event.unknown` when it is neither stored nor of the catalogue.
 */
export async function readEvent(
  sql: Sql,
  id: string | null,
): Promise<{ event: BranchlineEvent; snapshot: number }> {
  const [row] = id === null ? [] : await sql.rows<{ snapshot: string }>(readEventSql, [id]);
  const parsed = BranchlineEvent.safeParse(row);
  if (row === undefined || !parsed.success)
    throw new BranchlineError('event.unknown', {
      retryable: false,
      message: parsed.success ? 'no event started this' : z.prettifyError(parsed.error),
    });
  return { event: parsed.data, snapshot: Number(row.snapshot) };
}
