import { randomBytes } from 'node:crypto';
import { chown, mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { BranchlineError, errorMessage } from '../../kernel/errors.js';
import { isCode, type PostgresBinaries } from './binaries.js';
import type { PostgresLog } from './log.js';
import { cannotRun, spawnAs, type ServerAccount } from './server-account.js';

/** What the program keeps about a data folder. The file is written when the folder is complete, and says that. */
const FolderRecord = z.object({ password: z.string().min(16), port: z.int().optional() });
export type FolderRecord = z.infer<typeof FolderRecord>;

const recordName = 'branchline.json';

/**
 * Gives a data folder that this version of the server can open: the one that is there, or a new one. A folder whose
 * making was interrupted is moved aside, never deleted.
 *
 * @throws `postgres.other_major`, `postgres.folder_unknown`, `postgres.folder_forbidden`, `postgres.init_failed`
 */
export async function prepareDataFolder(options: {
  folder: string;
  binaries: PostgresBinaries;
  account: ServerAccount;
  durable: boolean;
  log: PostgresLog;
}): Promise<FolderRecord> {
  const { folder, binaries, log } = options;
  const files = await list(folder);
  if (files.includes(recordName)) {
    await requireMajor(folder, binaries.major);
    return readRecord(folder);
  }
  if (files.includes('postmaster.opts')) throw unknownFolder(folder);
  if (files.length > 0) {
    const aside = `${folder}.broken-${new Date().toISOString().replaceAll(/[-:.]/g, '')}`;
    await rename(folder, aside);
    log.warn(
      { folder, aside },
      'the database folder was left half made by an interrupted first start; it was moved aside and a new one is made',
    );
  }
  const started = performance.now();
  const record = { password: randomBytes(24).toString('hex') };
  await initialise(options, record.password);
  await writeRecord(options, record);
  log.info({ folder, ms: Math.round(performance.now() - started) }, 'made the database folder');
  return record;
}

/** Replaces the record in one step, so that it is never seen half written. */
export async function writeRecord(
  { folder, account }: { folder: string; account: ServerAccount },
  record: FolderRecord,
): Promise<void> {
  const draft = join(folder, `${recordName}.new`);
  const file = await open(draft, 'w', 0o600);
  try {
    await file.writeFile(JSON.stringify(record));
    // Whoever owns the folder can start it without root later.
    if (account.ids) await file.chown(account.ids.uid, account.ids.gid);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(draft, join(folder, recordName));
}

async function readRecord(folder: string): Promise<FolderRecord> {
  try {
    return FolderRecord.parse(JSON.parse(await readFile(join(folder, recordName), 'utf8')));
  } catch (cause) {
    throw unknownFolder(folder, cause);
  }
}

async function list(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isCode(error, 'ENOENT')) return [];
    if (!isCode(error, 'EACCES', 'EPERM')) throw error;
    const owner = await stat(folder);
    throw new BranchlineError('postgres.folder_forbidden', {
      retryable: false,
      message:
        `The database folder ${folder} belongs to account ${owner.uid}, the program runs as ` +
        `${process.getuid?.() ?? 'another'}; it was probably first started as root. Run the program as before, ` +
        `or give the folder to the present account (chown -R) while the program is stopped`,
      cause: error,
    });
  }
}

async function requireMajor(folder: string, major: number): Promise<void> {
  const text = await readFile(join(folder, 'PG_VERSION'), 'utf8').catch((error: unknown) => {
    throw unknownFolder(folder, error);
  });
  const found = Number.parseInt(text, 10);
  if (found === major) return;
  throw new BranchlineError('postgres.other_major', {
    retryable: false,
    message:
      `The database folder ${folder} was made by PostgreSQL ${found}, this version of the program brings ` +
      `PostgreSQL ${major}, which cannot open it. Either go back to the version of the program that made it, ` +
      `dump the database there (pg_dump), move the folder away and load the dump here, or set DATABASE_URL to a ` +
      `server of version ${found}`,
    details: { folder, found, major },
  });
}

function unknownFolder(folder: string, cause?: unknown): BranchlineError {
  return new BranchlineError('postgres.folder_unknown', {
    retryable: false,
    message:
      `${folder} holds a database, but not a usable ${recordName} with its password` +
      `${cause === undefined ? '' : ` (${errorMessage(cause)})`}. Restore the folder as a whole from a backup, ` +
      `or move it away to start with an empty database`,
    cause,
  });
}

async function initialise(
  options: { folder: string; binaries: PostgresBinaries; account: ServerAccount; durable: boolean },
  password: string,
): Promise<void> {
  const { folder, binaries, account } = options;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  // initdb wants an empty folder and a file with the password, so the file lies beside it for the while.
  const passwordFile = join(
    dirname(folder),
    `.${basename(folder)}-password-${randomBytes(6).toString('hex')}`,
  );
  try {
    await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
    if (account.ids) {
      await chown(folder, account.ids.uid, account.ids.gid);
      await chown(passwordFile, account.ids.uid, account.ids.gid);
    }
    await runInitdb(account, binaries, [
      `--pgdata=${folder}`,
      '--username=postgres',
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      // The built-in provider sorts and changes case the same on every system, installed locales or not.
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--no-instructions',
      ...(options.durable ? [] : ['--no-sync']),
    ]);
  } finally {
    await rm(passwordFile, { force: true });
  }
}

async function runInitdb(
  account: ServerAccount,
  binaries: PostgresBinaries,
  flags: readonly string[],
): Promise<void> {
  const child = spawnAs(account, binaries, [binaries.initdb, ...flags]);
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => output.push(text));
  }
  const code = await new Promise<number | string | null>((resolve, reject) => {
    child.once('error', (error) => {
      reject(cannotRun(binaries.initdb, error));
    });
    child.once('close', (exit, signal) => {
      resolve(exit ?? signal);
    });
  });
  if (code === 0) return;
  throw new BranchlineError('postgres.init_failed', {
    retryable: true,
    message: `The database folder could not be made (initdb ended with ${code}): ${output.join('').trim()}`,
  });
}
