import { BranchlineError } from '../../kernel/errors.js';
import { loadStatement, type Sql } from '../../platform/sql/index.js';

const reviveDeadSql = loadStatement(import.meta.url, './sql/revive-dead.sql');
const editDeadSql = loadStatement(import.meta.url, './sql/edit-dead.sql');

/** So many at once: a statement that revives a million would hold them all locked. */
const BULK = 1_000;
const UNIQUE_VIOLATION = '23505';

/**
 * Gives a dead job a full set of attempts again; false when it is not dead (any more), or when a living job has its
 * dedupe key.
 */
export async function reviveDeadJob(sql: Sql, id: bigint): Promise<boolean> {
  return (await revive(sql, id, null)) > 0;
}

/**
 * Revives all dead jobs, or all of a kind; answers how many. Those whose dedupe key a living job has stay dead: their
 * work is being done. Of several dead jobs with one key the newest is revived.
 */
export async function reviveDeadJobs(sql: Sql, which: { kind?: string }): Promise<number> {
  let revived = 0;
  for (;;) {
    const now = await revive(sql, null, which.kind ?? null);
    revived += now;
    if (now < BULK) return revived;
  }
}

/** Puts another payload into a dead job; it is checked when it runs. Throws `job.not_dead`. */
export async function editDeadJob(sql: Sql, id: bigint, payload: unknown): Promise<void> {
  if ((await sql.rows(editDeadSql, [id, JSON.stringify(payload)])).length === 0)
    throw new BranchlineError('job.not_dead', { retryable: false, details: { jobId: String(id) } });
}

async function revive(sql: Sql, id: bigint | null, kind: string | null): Promise<number> {
  try {
    return (await sql.rows(reviveDeadSql, [id, kind, BULK])).length;
  } catch (error) {
    if ((error as { code?: unknown }).code !== UNIQUE_VIOLATION) throw error;
    throw new BranchlineError('job.dedupe_key_in_use', {
      retryable: true,
      message: 'a job of the same dedupe key was stored at this moment; try again',
      cause: error,
    });
  }
}
