import { randomUUID } from 'node:crypto';
import { link, readFile, rename, stat, unlink, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { BranchlineError } from '../../kernel/errors.js';
import { isCode } from './binaries.js';
import { isAlive, startMark } from './running-process.js';

const Owner = z.object({ id: z.string(), pid: z.int(), host: z.string(), started: z.string().optional() });
type Owner = z.infer<typeof Owner>;

export interface FolderLock {
  release(): Promise<void>;
}

/**
 * Makes this process the only one of the program on a data folder, by a file beside it. PostgreSQL has a lock of its
 * own, but it knows the server only, not the program that owns it.
 *
 * The owner's number says little when two containers share a volume: each has its own numbers, and both may be 1.
 * So the owner touches the file at every heartbeat, and an owner on another host counts as long as it does that.
 *
 * @throws `postgres.folder_in_use` naming the owner
 */
export async function lockFolder(file: string, folder: string, heartbeatMs = 2_000): Promise<FolderLock> {
  const owner: Owner = {
    id: randomUUID(),
    pid: process.pid,
    host: hostname(),
    started: await startMark(process.pid),
  };
  const draft = `${file}.${owner.id}`;
  await writeFile(draft, JSON.stringify(owner), { mode: 0o644 });
  try {
    while (!(await linked(draft, file))) await removeStale(file, folder, heartbeatMs);
  } finally {
    await unlink(draft);
  }
  const heartbeat = setInterval(() => {
    const now = new Date();
    // A file that was removed by hand is noticed at release; the database goes on.
    utimes(file, now, now).catch(() => undefined);
  }, heartbeatMs);
  heartbeat.unref();
  return {
    async release(): Promise<void> {
      clearInterval(heartbeat);
      if ((await readOwner(file))?.id === owner.id) await unlink(file);
    },
  };
}

/** A hard link appears with its content in one step and fails when the name is taken. */
async function linked(draft: string, file: string): Promise<boolean> {
  try {
    await link(draft, file);
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
    throw error;
  }
}

async function removeStale(file: string, folder: string, heartbeatMs: number): Promise<void> {
  const found = await readOwner(file);
  if (!found) return;
  if (await holds(found, file, heartbeatMs)) {
    throw new BranchlineError('postgres.folder_in_use', {
      retryable: false,
      message:
        `The database in ${folder} is in use by another instance of the program, process ${found.pid}` +
        `${found.host === hostname() ? '' : ` on ${found.host}`}. Stop it, give this one another DATA_DIR, ` +
        `or let both use one server through DATABASE_URL`,
      details: { pid: found.pid, host: found.host },
    });
  }
  const aside = `${file}.stale-${randomUUID()}`;
  try {
    await rename(file, aside);
  } catch (error) {
    if (isCode(error, 'ENOENT')) return;
    throw error;
  }
  // Between reading and renaming another process may have put its own lock there: give it back.
  if ((await readOwner(aside))?.id !== found.id) await linked(aside, file);
  await unlink(aside);
}

async function holds(owner: Owner, file: string, heartbeatMs: number): Promise<boolean> {
  if (owner.host === hostname()) {
    if (!(await isAlive(owner.pid))) return false;
    const started = await startMark(owner.pid);
    return started === undefined || owner.started === undefined || started === owner.started;
  }
  const before = await touchedAt(file);
  if (before === undefined) return false;
  await delay(heartbeatMs * 2.5);
  const after = await touchedAt(file);
  return after !== undefined && after !== before;
}

async function touchedAt(file: string): Promise<number | undefined> {
  return stat(file).then(
    (found) => found.mtimeMs,
    () => undefined,
  );
}

async function readOwner(file: string): Promise<Owner | undefined> {
  try {
    return Owner.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined;
    throw new BranchlineError('postgres.lock_unreadable', {
      retryable: false,
      message: `${file} is not a lock of this program; remove it if no other instance is running`,
      cause: error,
    });
  }
}
