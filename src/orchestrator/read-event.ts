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
  if (row === undefined) throw unknownEvent('no event started this');
  return { event: ofCatalogue(row), snapshot: Number(row.snapshot) };
}

/** What is stored as the catalogue knows it. Throws `event.unknown` when it does not: a type that was there once. */
export function ofCatalogue(stored: unknown): BranchlineEvent {
  const parsed = BranchlineEvent.safeParse(stored);
  if (!parsed.success) throw unknownEvent(z.prettifyError(parsed.error));
  return parsed.data;
}

function unknownEvent(message: string): BranchlineError {
  return new BranchlineError('event.unknown', { retryable: false, message });
}
