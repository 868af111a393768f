import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFolderBlobs, type Blobs } from './index.js';

describe('blobs in a folder', () => {
  let root: string;
  let folder: string;
  let blobs: Blobs;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'branchline-blobs-'));
    folder = join(root, 'photos');
    blobs = createFolderBlobs(folder);
  });

  afterEach(() => rm(root, { recursive: true }));

  async function files(): Promise<string[]> {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
  }

  it('come back byte by byte under the SHA-256 of their content', async () => {
    const content = randomBytes(100_000);
    const hash = await blobs.put(content);
    expect(hash).toBe(createHash('sha256').update(content).digest('hex'));
    expect(Buffer.compare(await blobs.get(hash), content)).toBe(0);
    expect(await blobs.get(await blobs.put(new Uint8Array()))).toHaveLength(0);
  });

  it('of the same content are one file, though it is stored often and at once, and nothing is left beside it', async () => {
    const content = randomBytes(50_000);
    const hashes = await Promise.all(Array.from({ length: 10 }, () => blobs.put(content)));
    expect(await files()).toEqual([hashes[0]]);
    await blobs.put(content);
    expect(await files()).toEqual([hashes[0]]);
    expect(Buffer.compare(await blobs.get(hashes[0]!), content)).toBe(0);
  });

  it('are there for another process on the same folder', async () => {
    const hash = await blobs.put(Buffer.from('photo'));
    expect(Buffer.from(await createFolderBlobs(folder).get(hash)).toString()).toBe('photo');
  });

  it('that nobody stored are an error', async () => {
    await expect(blobs.get('0'.repeat(64))).rejects.toThrow(/ENOENT/);
  });

  it('are never looked for outside of the folder', async () => {
    await writeFile(join(root, 'company.yaml'), 'secret');
    const hash = await blobs.put(Buffer.from('photo'));
    for (const name of ['../company.yaml', '..', '', hash.toUpperCase(), `${hash}/`, `${hash}\u0000`])
      await expect(blobs.get(name), JSON.stringify(name)).rejects.toThrow('not a hash');
  });
});
