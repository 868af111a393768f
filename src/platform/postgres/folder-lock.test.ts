import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lockFolder } from './folder-lock.js';

describe('lockFolder', () => {
  let place: string;
  let file: string;

  beforeEach(async () => {
    place = await mkdtemp(join(tmpdir(), 'branchline-lock-'));
    file = join(place, 'postgres.lock');
  });

  afterEach(async () => {
    await rm(place, { recursive: true });
  });

  const lock = (heartbeatMs = 40): ReturnType<typeof lockFolder> =>
    lockFolder(file, join(place, 'postgres'), heartbeatMs);
  const owner = (fields: object): Promise<void> =>
    writeFile(file, JSON.stringify({ id: 'other', pid: process.pid, host: hostname(), ...fields }));

  it('lets one of several that start at once have the folder, and the next after its release', async () => {
    const tries = await Promise.allSettled([lock(), lock(), lock()]);
    const held = tries.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    expect(held).toHaveLength(1);
    await expect(lock()).rejects.toMatchObject({
      code: 'postgres.folder_in_use',
      message: expect.stringContaining(`process ${process.pid}`) as string,
    });
    await held[0]?.release();
    await (await lock()).release();
    expect(await readdir(place)).toEqual([]);
  });

  it('takes over from a process that has ended', async () => {
    const { pid } = spawnSync(process.execPath, ['--version']);
    await owner({ pid });
    await (await lock()).release();
  });

  it('takes over when the number of the ended process belongs to another one now', async () => {
    await owner({ started: 'long ago' });
    await (await lock()).release();
  });

  it('respects an owner on another host as long as it gives signs of life', async () => {
    await owner({ host: 'another-container' });
    const life = setInterval(() => {
      void utimes(file, new Date(), new Date());
    }, 20);
    // Looks for so long that a sign of life comes between, though the machine stands still for a moment.
    await expect(lock(400)).rejects.toMatchObject({
      code: 'postgres.folder_in_use',
      message: expect.stringContaining('another-container') as string,
    });
    clearInterval(life);
    await (await lock()).release();
  });

  it('does not take a strange file for a lock', async () => {
    await writeFile(file, 'mine');
    await expect(lock()).rejects.toMatchObject({ code: 'postgres.lock_unreadable' });
  });
});
