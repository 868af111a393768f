import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { BranchlineError, errorMessage } from '../../kernel/errors.js';
import type { PostgresLog } from './log.js';
import { hasChecksum, readMigrations, type Migration } from './migration-files.js';

interface AppliedRow {
  migration_name: string;
  checksum: string;
  finished: boolean;
  logs: string | null;
}

/** The lock that `prisma migrate` takes, so that it and the program exclude each other. */
const migrationLock = 72707369;

/** Prisma's own definition, word for word (schema-engine, sql_migration_persistence). */
const createTable = `
CREATE TABLE IF NOT EXISTS _prisma_migrations (
    id                      VARCHAR(36) PRIMARY KEY NOT NULL,
    checksum                VARCHAR(64) NOT NULL,
    finished_at             TIMESTAMPTZ,
    migration_name          VARCHAR(255) NOT NULL,
    logs                    TEXT,
    rolled_back_at          TIMESTAMPTZ,
    started_at              TIMESTAMPTZ NOT NULL DEFAULT now(),
    applied_steps_count     INTEGER NOT NULL DEFAULT 0
)`;

/**
 * Brings the database to the schema of this version, with Prisma's files and in Prisma's record, so that
 * `prisma migrate deploy` and this can be used in turn. Of several processes that start at once one applies, the
 * others wait. A migration that fails is rolled back as a whole and tried again at the next start.
 *
 * @returns the names of the migrations that were applied now
 * @throws `postgres.migration_changed`, `postgres.migration_failed`, `postgres.database_newer`,
 * `postgres.database_not_empty`; their messages say what the operator can do
 */
export async function applyMigrations(options: {
  url: string;
  /** `prisma/migrations` */
  folder: string;
  log: PostgresLog;
}): Promise<string[]> {
  const { url, folder, log } = options;
  const migrations = await readMigrations(folder);
  const client = new pg.Client({ connectionString: url, application_name: 'branchline migrations' });
  // A connection that is lost between two statements is seen by the next one.
  client.on('error', (error) => {
    log.warn({ error: error.message }, 'the connection of the migrations was lost');
  });
  await client.connect();
  try {
    await takeLock(client, log);
    await requireOwnDatabase(client);
    await client.query(createTable);
    const pending = pendingOf(migrations, await appliedRows(client));
    for (const migration of pending) {
      const started = performance.now();
      await apply(client, migration, log);
      log.info(
        { migration: migration.name, ms: Math.round(performance.now() - started) },
        'migration applied',
      );
    }
    return pending.map((migration) => migration.name);
  } finally {
    // The lock belongs to the connection and goes with it.
    await client.end();
  }
}

/**
 * Asks again and again and does not wait inside a statement: its snapshot would hold up CREATE INDEX CONCURRENTLY in
 * the process that migrates.
 */
async function takeLock(client: pg.Client, log: PostgresLog): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const { rows } = await client.query<{ taken: boolean }>('SELECT pg_try_advisory_lock($1) AS taken', [
      migrationLock,
    ]);
    if (rows[0]?.taken) return;
    if (attempt === 1) log.info({}, 'another process is migrating the database; waiting for it');
    await delay(100);
  }
}

/** A wrong DATABASE_URL must not fill the database of another program with our tables. */
async function requireOwnDatabase(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ ours: boolean; tables: string[] }>(`
    SELECT to_regclass('_prisma_migrations') IS NOT NULL AS ours,
           ARRAY(SELECT relname::text FROM pg_class
                 WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p')
                   AND NOT EXISTS (SELECT FROM pg_depend
                                   WHERE classid = 'pg_class'::regclass AND objid = pg_class.oid AND deptype = 'e')
                 ORDER BY 1) AS tables`);
  const found = rows[0];
  if (!found || found.ours || found.tables.length === 0) return;
  throw new BranchlineError('postgres.database_not_empty', {
    retryable: false,
    message:
      `The database holds tables of something else (${found.tables.slice(0, 5).join(', ')}): ` +
      `give the program an empty database of its own in DATABASE_URL`,
    details: { tables: found.tables },
  });
}

async function appliedRows(client: pg.Client): Promise<AppliedRow[]> {
  const { rows } = await client.query<AppliedRow>(`
    SELECT migration_name, checksum, finished_at IS NOT NULL AS finished, logs
    FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY started_at`);
  return rows;
}

function pendingOf(migrations: readonly Migration[], rows: readonly AppliedRow[]): Migration[] {
  const known = new Map(migrations.map((migration) => [migration.name, migration]));
  for (const row of rows) {
    const migration = known.get(row.migration_name);
    if (!row.finished) throw failedBefore(row);
    if (!migration) {
      throw new BranchlineError('postgres.database_newer', {
        retryable: false,
        message:
          `The database was brought up to date by a newer version of the program (migration ` +
          `${row.migration_name} is not known here): start that version, or restore a backup made before it`,
        details: { migration: row.migration_name },
      });
    }
    if (!hasChecksum(migration, row.checksum)) {
      throw new BranchlineError('postgres.migration_changed', {
        retryable: false,
        message:
          `Migration ${row.migration_name} was changed after it had been applied to this database: restore ` +
          `its file and put the change into a new migration`,
        details: { migration: row.migration_name },
      });
    }
  }
  const applied = new Set(rows.map((row) => row.migration_name));
  return migrations.filter((migration) => !applied.has(migration.name));
}

function failedBefore(row: AppliedRow): BranchlineError {
  return new BranchlineError('postgres.migration_failed', {
    retryable: false,
    message:
      `Migration ${row.migration_name} began and did not finish (${row.logs ?? 'it left no message'}). Look at ` +
      `what it did, put that right, then mark it: prisma migrate resolve --rolled-back ${row.migration_name} ` +
      `(or --applied), which sets rolled_back_at (or finished_at) in _prisma_migrations`,
    details: { migration: row.migration_name },
  });
}

async function apply(client: pg.Client, migration: Migration, log: PostgresLog): Promise<void> {
  try {
    if (migration.transactional) await applyInTransaction(client, migration);
    else await applyPlainly(client, migration);
  } catch (cause) {
    await recordFailure(client, migration, errorMessage(cause)).catch((error: unknown) => {
      log.warn({ error: errorMessage(error) }, 'the failure of the migration could not be recorded');
    });
    throw new BranchlineError('postgres.migration_failed', {
      retryable: false,
      message: `Migration ${migration.name} failed: ${errorMessage(cause)}`,
      details: { migration: migration.name },
      cause,
    });
  }
}

/** The record is part of the transaction: a crash leaves both or neither. */
async function applyInTransaction(client: pg.Client, migration: Migration): Promise<void> {
  await client.query('BEGIN');
  try {
    await client.query(migration.sql);
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, now(), clock_timestamp(), 1)`,
      [randomUUID(), migration.checksum, migration.name],
    );
    await client.query('COMMIT');
  } catch (error) {
    // Fails only when the connection is gone, and then the server rolls back by itself.
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

/** For statements that refuse a transaction, such as CREATE INDEX CONCURRENTLY. */
async function applyPlainly(client: pg.Client, migration: Migration): Promise<void> {
  const id = randomUUID();
  await client.query('INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ($1, $2, $3)', [
    id,
    migration.checksum,
    migration.name,
  ]);
  await client.query(migration.sql);
  await client.query(
    'UPDATE _prisma_migrations SET finished_at = clock_timestamp(), applied_steps_count = 1 WHERE id = $1',
    [id],
  );
}

/** What ran in a transaction is rolled back and may be tried again; what did not stays failed until a person looks. */
async function recordFailure(client: pg.Client, migration: Migration, reason: string): Promise<void> {
  if (migration.transactional) {
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, logs, rolled_back_at)
       VALUES ($1, $2, $3, $4, now())`,
      [randomUUID(), migration.checksum, migration.name, reason],
    );
  } else {
    await client.query(
      `UPDATE _prisma_migrations SET logs = $2
       WHERE migration_name = $1 AND finished_at IS NULL AND rolled_back_at IS NULL`,
      [migration.name, reason],
    );
  }
}
