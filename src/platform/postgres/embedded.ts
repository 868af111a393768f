import { mkdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { BranchlineError, errorMessage } from '../../kernel/errors.js';
import { findPostgresBinaries, type PostgresBinaries } from './binaries.js';
import { prepareDataFolder, writeRecord, type FolderRecord } from './data-folder.js';
import { lockFolder } from './folder-lock.js';
import type { PostgresLog } from './log.js';
import { clearOrphan, signal, startPostmaster, stopPostmaster, type Postmaster } from './postmaster.js';
import { chooseAccount, openTheWay, type ServerAccount } from './server-account.js';

export interface EmbeddedPostgres {
  /** Of the program's own database; its role owns that database and may create others, but is no superuser. */
  readonly url: string;
  /** Ends all sessions and the server; bounded (25 s). A second call waits for the first. */
  stop(): Promise<void>;
}

export interface EmbeddedPostgresOptions {
  /** Data folder, made when missing; files that belong to it lie beside it with its name as the beginning. */
  folder: string;
  /** Wanted port; another is taken when it is in use. Without it: the one of the last start, or any free one. */
  port?: number;
  /** False lets a crash of the machine destroy the database: for tests only. */
  durable?: boolean;
  log: PostgresLog;
}

interface Cluster {
  folder: string;
  binaries: PostgresBinaries;
  account: ServerAccount;
  durable: boolean;
  log: PostgresLog;
}

const name = 'branchline';

/**
 * Starts a real PostgreSQL of our own in a folder: the one place where the program keeps data when no `DATABASE_URL`
 * is given. A server that ends by itself is started again, on the same port.
 *
 * @throws BranchlineError `postgres.*` whose message says what the operator can do
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const folder = resolve(options.folder);
  const { durable = true, log } = options;
  await mkdir(dirname(folder), { recursive: true });
  const lock = await lockFolder(`${folder}.lock`, folder);
  try {
    const binaries = await findPostgresBinaries(`${folder}.lib`);
    const chosen = await chooseAccount(folder, log);
    const account = await openTheWay(chosen, [binaries.postgres, dirname(folder)], log);
    const cluster = { folder, binaries, account, durable, log };
    const record = await prepareDataFolder(cluster);
    await clearOrphan(cluster);
    const { postmaster, port } = await startOnFreePort(cluster, record, options.port);
    const server = supervise(cluster, postmaster, port);
    try {
      await ensureDatabase(port, record.password);
    } catch (error) {
      await server.stop();
      throw error;
    }
    let stopped: Promise<void> | undefined;
    return {
      url: urlOf(name, record.password, port, name),
      stop: () => (stopped ??= server.stop().finally(() => lock.release())),
    };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

async function startOnFreePort(
  cluster: Cluster,
  record: FolderRecord,
  wanted: number | undefined,
): Promise<{ postmaster: Postmaster; port: number }> {
  const { folder, log } = cluster;
  let port = wanted ?? record.port ?? (await freePort());
  for (let attempt = 1; ; attempt += 1) {
    try {
      const postmaster = await startPostmaster({ ...cluster, settings: settingsOf(cluster, port) });
      if (port !== record.port) await writeRecord(cluster, { ...record, port });
      log.info({ folder, port, serverPid: postmaster.pid }, 'the embedded database is running');
      return { postmaster, port };
    } catch (error) {
      if (!(error instanceof BranchlineError && error.retryable) || attempt === 5) throw error;
      if (error.code === 'postgres.port_in_use') {
        const taken = port;
        port = await freePort();
        log.warn({ taken, port }, 'the port of the embedded database is in use; taking another');
      } else {
        await delay(500);
      }
    }
  }
}

/** Keeps the server running until `stop`. */
function supervise(cluster: Cluster, first: Postmaster, port: number): { stop(): Promise<void> } {
  const { log } = cluster;
  let current: Postmaster | undefined = first;
  const stopping = new AbortController();
  // A program that ends without stop() takes the server along: exit handlers are synchronous, so only a signal.
  const onExit = (): void => {
    if (current) signal(current.pid, 'SIGINT');
  };
  process.once('exit', onExit);

  async function keepRunning(): Promise<void> {
    while (current) {
      await current.ended;
      current = undefined;
      current = await startAgain();
      // It came up again while the stop was asked for.
      if (current && stopping.signal.aborted) await stopPostmaster(current.pid, cluster);
    }
  }

  async function startAgain(): Promise<Postmaster | undefined> {
    while (!stopping.signal.aborted) {
      log.error({ port }, 'the embedded database is not running; starting it again');
      try {
        await clearOrphan(cluster);
        const postmaster = await startPostmaster({ ...cluster, settings: settingsOf(cluster, port) });
        log.info({ port, serverPid: postmaster.pid }, 'the embedded database is running again');
        return postmaster;
      } catch (error) {
        log.error({ port, error: errorMessage(error) }, 'the embedded database could not be started again');
        await delay(1_000, undefined, { signal: stopping.signal }).catch(() => undefined);
      }
    }
    return undefined;
  }

  const kept = keepRunning();
  return {
    async stop(): Promise<void> {
      stopping.abort();
      try {
        if (current) await stopPostmaster(current.pid, cluster);
        await kept;
      } finally {
        process.removeListener('exit', onExit);
      }
    },
  };
}

function settingsOf(cluster: Cluster, port: number): Record<string, string> {
  const promise = cluster.durable ? 'on' : 'off';
  return {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    max_connections: '200',
    shared_buffers: '128MB',
    fsync: promise,
    synchronous_commit: promise,
    full_page_writes: promise,
    timezone: 'UTC',
    log_timezone: 'UTC',
    cluster_name: name,
    // Compiling queries costs short statements more than it gives.
    jit: 'off',
    // Failed statements and the values in them stay out of the log; the program gets the error and decides.
    log_min_messages: 'log',
    log_checkpoints: 'off',
    log_line_prefix: '',
  };
}

/** Makes the program's role and database when they are not there yet; a first start may have ended in between. */
async function ensureDatabase(port: number, password: string): Promise<void> {
  const client = new pg.Client({ connectionString: urlOf('postgres', password, port, 'postgres') });
  await client.connect();
  try {
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (found.rowCount) return;
    const role = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [name]);
    if (!role.rowCount) {
      // The record gives the password as hexadecimal digits, so it needs no quoting.
      await client.query(
        `CREATE ROLE ${name} LOGIN CREATEDB PASSWORD '${password}' IN ROLE pg_monitor, pg_signal_backend`,
      );
    }
    await client.query(`CREATE DATABASE ${name} OWNER ${name}`);
  } finally {
    await client.end();
  }
}

function urlOf(user: string, password: string, port: number, database: string): string {
  return `postgresql://${user}:${password}@127.0.0.1:${port}/${database}`;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((settled, failed) => {
    server.once('error', failed);
    server.listen(0, '127.0.0.1', settled);
  });
  const address = server.address();
  await new Promise((settled) => server.close(settled));
  if (address === null || typeof address === 'string') throw new Error('a TCP server has no port');
  return address.port;
}
