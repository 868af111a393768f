import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { sha256 } from '../../kernel/ids.js';

/** Files by the hash of their content: the same photo is stored once, a stored one never changes. */
export interface Blobs {
  /** Stores the content and answers its SHA-256; storing it again changes nothing. */
  put(content: Uint8Array): Promise<string>;
  /** Throws when there is none. */
  get(hash: string): Promise<Uint8Array>;
}

export function createFolderBlobs(folder: string): Blobs {
  const pathOf = (hash: string): string => join(folder, hash.slice(0, 2), hash);
  return {
    async put(content) {
      const hash = sha256(content);
      const path = pathOf(hash);
      await mkdir(dirname(path), { recursive: true });
      // Written aside and renamed: a crash leaves no half file under the name of the whole.
      const aside = `${path}.${randomUUID()}`;
      await writeFile(aside, content, { flush: true });
      await rename(aside, path);
      return hash;
    },
    async get(hash) {
      if (!/^[0-9a-f]{64}$/.test(hash)) throw new Error('not a hash');
      return readFile(pathOf(hash));
    },
  };
}
