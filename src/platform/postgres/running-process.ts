import { execFile } from 'node:child_process';
import { readFile, readlink, realpath } from 'node:fs/promises';
import { platform } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Whether a process lives. A zombie does not: inside a container nobody may ever collect it. */
export async function isAlive(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
  const state = (await linuxStat(pid))?.[0];
  return state !== 'Z' && state !== 'X';
}

/** Waits until the process is gone; false when it still lives after `withinMs`. */
export async function waitUntilGone(pid: number, withinMs: number): Promise<boolean> {
  const deadline = Date.now() + withinMs;
  while (await isAlive(pid)) {
    if (Date.now() > deadline) return false;
    await delay(20);
  }
  return true;
}

/**
 * A text that differs between two processes that had the same number one after the other; undefined where the
 * system does not tell.
 */
export async function startMark(pid: number): Promise<string | undefined> {
  // Field 22 of /proc/PID/stat, in ticks since boot; the first field after the name is the third.
  const started = (await linuxStat(pid))?.[19];
  return started ?? (await processColumn(pid, 'lstart'));
}

/** Whether `pid` is a PostgreSQL server that works in `folder`. A postmaster's working folder is its data folder. */
export async function isServerOf(pid: number, folder: string): Promise<boolean> {
  if (!(await isAlive(pid))) return false;
  if (platform() === 'linux') {
    const [works, wanted] = await Promise.all([
      readlink(`/proc/${pid}/cwd`).catch(() => undefined),
      realpath(folder),
    ]);
    return works === wanted;
  }
  const command = await processColumn(pid, 'command');
  // Where processes cannot be listed (Windows) PostgreSQL's own check has the last word.
  return command === undefined || command.includes(folder);
}

async function linuxStat(pid: number): Promise<string[] | undefined> {
  if (platform() !== 'linux') return undefined;
  const line = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  // The second field is the name in parentheses and may contain spaces and parentheses itself.
  return line?.slice(line.lastIndexOf(')') + 2).split(' ');
}

async function processColumn(pid: number, column: string): Promise<string | undefined> {
  if (platform() === 'win32') return undefined;
  const answer = await run('ps', ['-o', `${column}=`, '-p', String(pid)]).catch(() => undefined);
  return answer?.stdout.trim() || undefined;
}
