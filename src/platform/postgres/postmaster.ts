import { execFile } from 'node:child_process';
import { readFile, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { BranchlineError } from '../../kernel/errors.js';
import { isCode, type PostgresBinaries } from './binaries.js';
import type { PostgresLog } from './log.js';
import { isServerOf, waitUntilGone } from './running-process.js';
import { cannotRun, spawnAs, type ServerAccount } from './server-account.js';

const run = promisify(execFile);

export interface Postmaster {
  readonly pid: number;
  /** Settled when the server has ended, for whatever reason; never rejected. */
  readonly ended: Promise<void>;
}

const startWithinMs = 120_000;
const fastStopMs = 20_000;
const immediateStopMs = 5_000;

/**
 * Starts the server and waits until it takes connections (after a crash it first replays its log).
 *
 * @throws `postgres.port_in_use`, `postgres.still_running` (both worth another try), `postgres.start_failed`
 */
export async function startPostmaster(options: {
  folder: string;
  settings: Readonly<Record<string, string>>;
  binaries: PostgresBinaries;
  account: ServerAccount;
  log: PostgresLog;
}): Promise<Postmaster> {
  const { folder, binaries, account, log } = options;
  const settings = Object.entries(options.settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = spawnAs(account, binaries, [binaries.postgres, '-D', folder, ...settings]);
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => {
      resolve();
    });
    child.once('error', () => {
      resolve();
    });
  });
  const lastLines: string[] = [];
  let timer: NodeJS.Timeout | undefined;
  await new Promise<void>((resolve, reject) => {
    timer = setTimeout(() => {
      child.kill('SIGQUIT');
      reject(failure(`was not ready after ${startWithinMs / 1000} s`, lastLines));
    }, startWithinMs);
    child.once('error', (error) => {
      reject(cannotRun(binaries.postgres, error));
    });
    child.once('close', (code, signal) => {
      reject(failure(`ended with ${code ?? signal ?? 'no status'}`, lastLines));
    });
    createInterface({ input: child.stderr }).on('line', (line) => {
      lastLines.push(line);
      if (lastLines.length > 20) lastLines.shift();
      record(log, line);
      if (line.includes('database system is ready to accept connections')) resolve();
    });
    child.stdout.resume();
  }).finally(() => {
    clearTimeout(timer);
  });
  if (child.pid === undefined) throw failure('has no process', lastLines);
  return { pid: child.pid, ended };
}

/** A fast shutdown: sessions are ended, everything is written. Bounded; what does not end in time is cut off. */
export async function stopPostmaster(
  pid: number,
  options: { folder: string; binaries: PostgresBinaries; log: PostgresLog },
): Promise<void> {
  const { folder, binaries, log } = options;
  if (process.platform === 'win32') {
    const within = String(fastStopMs / 1000);
    await run(binaries.pgCtl, ['stop', '-D', folder, '-m', 'fast', '-t', within], {
      env: binaries.environment,
    });
    return;
  }
  signal(pid, 'SIGINT');
  if (await waitUntilGone(pid, fastStopMs)) return;
  log.warn(
    { serverPid: pid },
    'the database did not stop in time and is cut off; it replays its log at the next start',
  );
  signal(pid, 'SIGQUIT');
  if (await waitUntilGone(pid, immediateStopMs)) return;
  throw new BranchlineError('postgres.stop_failed', {
    retryable: true,
    message: `The database server, process ${pid}, does not stop`,
    details: { pid },
  });
}

/**
 * Deals with a server that outlived its program (killed hard). It is stopped and started again, not taken over: its
 * log goes to a closed pipe, its settings and binaries may be those of an older version, and its sessions still hold
 * the locks of the dead program. A fast stop and start costs a tenth of a second.
 */
export async function clearOrphan(options: {
  folder: string;
  binaries: PostgresBinaries;
  log: PostgresLog;
}): Promise<void> {
  const { folder, log } = options;
  const file = join(folder, 'postmaster.pid');
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (isCode(error, 'ENOENT')) return undefined;
    throw error;
  });
  if (text === undefined) return;
  const pid = Number.parseInt(text, 10);
  if (pid > 0 && (await isServerOf(pid, folder))) {
    log.warn(
      { serverPid: pid, folder },
      'a database server outlived an earlier instance of the program; stopping it',
    );
    await stopPostmaster(pid, options);
    return;
  }
  // After a crash the number may belong to something else by now, and PostgreSQL would take that for itself.
  log.info({ serverPid: pid, folder }, 'removing the pid file that a crashed database server left');
  await unlink(file).catch((error: unknown) => {
    if (!isCode(error, 'ENOENT')) throw error;
  });
}

/** Sends a signal to a process that may have ended in the meantime. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (!isCode(error, 'ESRCH')) throw error;
  }
}

function failure(what: string, lines: readonly string[]): BranchlineError {
  const text = lines.join('\n');
  const message = `The database server ${what}:\n${text}`;
  if (/could not create any TCP\/IP sockets|could not bind/.test(text)) {
    return new BranchlineError('postgres.port_in_use', { retryable: true, message });
  }
  if (/lock file "postmaster.pid" already exists|pre-existing shared memory block/.test(text)) {
    return new BranchlineError('postgres.still_running', { retryable: true, message });
  }
  return new BranchlineError('postgres.start_failed', { retryable: false, message });
}

function record(log: PostgresLog, line: string): void {
  // Every session that a shutdown ends says so with FATAL.
  const expected = line.includes('due to administrator command');
  if (/^(FATAL|PANIC):/.test(line) && !expected) log.error({ line }, 'database server');
  else log.debug({ line }, 'database server');
}
