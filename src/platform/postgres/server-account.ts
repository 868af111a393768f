import { execFile, spawn, type ChildProcessByStdio } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { BranchlineError, errorMessage } from '../../kernel/errors.js';
import type { PostgresBinaries } from './binaries.js';
import type { PostgresLog } from './log.js';

const run = promisify(execFile);

/** Who the server runs as, and how its programs are started as that account. */
export interface ServerAccount {
  /** Set when the program is root and the server must be somebody else: PostgreSQL refuses to be root. */
  readonly ids: { readonly uid: number; readonly gid: number } | undefined;
  /** A command that goes before the program's own. */
  readonly through: readonly string[];
}

/**
 * Chooses the account: our own, or, for root, the owner of an existing data folder, else the system's `postgres`,
 * which is created when it is missing.
 */
export async function chooseAccount(folder: string, log: PostgresLog): Promise<ServerAccount> {
  if (process.getuid?.() !== 0) return { ids: undefined, through: [] };
  const owner = await stat(folder).catch(() => undefined);
  if (owner && owner.uid !== 0) return { ids: { uid: owner.uid, gid: owner.gid }, through: [] };
  return { ids: (await lookUp()) ?? (await create(log)), through: [] };
}

/**
 * Makes sure that the account can reach `paths`. With root's files in a closed folder (/root, or one from `mktemp`)
 * it cannot; then the server gets the one capability that passes closed folders, if the system allows that.
 *
 * @throws `postgres.folder_closed` naming the folder that is in the way
 */
export async function openTheWay(
  account: ServerAccount,
  paths: readonly string[],
  log: PostgresLog,
): Promise<ServerAccount> {
  if (account.ids === undefined || (await reaches(account, paths))) return account;
  const closed = await firstClosedFolder(account.ids, paths);
  for (const capability of ['dac_read_search', 'dac_override']) {
    const { uid, gid } = account.ids;
    const through = [
      'setpriv',
      `--reuid=${uid}`,
      `--regid=${gid}`,
      '--clear-groups',
      `--inh-caps=+${capability}`,
      `--ambient-caps=+${capability}`,
      '--',
    ];
    const privileged = { ids: account.ids, through };
    if (await reaches(privileged, paths)) {
      log.warn(
        { closed, capability },
        'the database server runs as another account that cannot enter a folder of root, so it was given a ' +
          'capability; to do without, run the program as an ordinary user or open the folder (chmod o+x)',
      );
      return privileged;
    }
  }
  throw new BranchlineError('postgres.folder_closed', {
    retryable: false,
    message:
      `The program runs as root, the database server as account ${account.ids.uid}, and that account cannot ` +
      `enter ${closed ?? paths.join(' or ')}. Run the program as an ordinary user, open the folder ` +
      `(chmod o+x), put the program and DATA_DIR elsewhere, or set DATABASE_URL`,
    details: { closed, paths },
  });
}

/** Starts one of the server's programs as the account, in a process group of its own. */
export function spawnAs(
  account: ServerAccount,
  binaries: PostgresBinaries,
  command: readonly string[],
): ChildProcessByStdio<null, Readable, Readable> {
  const [program = '', ...rest] = [...account.through, ...command];
  return spawn(program, rest, {
    ...(account.through.length === 0 ? account.ids : {}),
    env: binaries.environment,
    stdio: ['ignore', 'pipe', 'pipe'],
    // Ctrl-C in a terminal goes to the whole group; the database must outlive the work that the program finishes.
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
}

/** The error for a program of the server that could not be started at all. */
export function cannotRun(program: string, cause: unknown): BranchlineError {
  return new BranchlineError('postgres.no_binaries', {
    retryable: false,
    message:
      `${program} cannot be run (${errorMessage(cause)}). The packaged server needs glibc, which Alpine Linux ` +
      `does not have; there set DATABASE_URL to a server of your own`,
    cause,
  });
}

async function reaches(account: ServerAccount, paths: readonly string[]): Promise<boolean> {
  const script = 'for path do [ -x "$path" ] || exit 1; done';
  const [program = '', ...rest] = [...account.through, '/bin/sh', '-c', script, 'sh', ...paths];
  const ids = account.through.length === 0 ? account.ids : {};
  return run(program, rest, { ...ids, cwd: '/' }).then(
    () => true,
    () => false,
  );
}

async function firstClosedFolder(
  ids: { uid: number; gid: number },
  paths: readonly string[],
): Promise<string | undefined> {
  for (const path of paths) {
    for (const folder of ancestors(path)) {
      const found = await stat(folder).catch(() => undefined);
      if (!found) continue;
      const bit = found.uid === ids.uid ? 0o100 : found.gid === ids.gid ? 0o010 : 0o001;
      if ((found.mode & bit) === 0) return folder;
    }
  }
  return undefined;
}

function ancestors(path: string): string[] {
  const folder = resolve(path);
  return folder === dirname(folder) ? [folder] : [...ancestors(dirname(folder)), folder];
}

async function lookUp(): Promise<{ uid: number; gid: number } | undefined> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', 'postgres']), run('id', ['-g', 'postgres'])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    // `id` fails for an account that does not exist; creating it is the next step.
    return undefined;
  }
}

async function create(log: PostgresLog): Promise<{ uid: number; gid: number }> {
  try {
    const options = ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin'];
    await run('useradd', [...options, 'postgres']);
    const created = await lookUp();
    if (!created) throw new Error('the account is not there after useradd');
    log.info({ ...created }, 'created the system account postgres: the database server cannot run as root');
    return created;
  } catch (cause) {
    throw new BranchlineError('postgres.no_account', {
      retryable: false,
      message:
        'The program runs as root, which PostgreSQL refuses, and the account "postgres" cannot be created ' +
        `(${errorMessage(cause)}). Run the program as an ordinary user or set DATABASE_URL`,
      cause,
    });
  }
}
