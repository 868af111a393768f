import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { sha256 } from '../../kernel/ids.js';
import { pathOf, type Blobs } from './blobs.js';

export function createFolderBlobs(folder: string): Blobs {
  return {
    async put(content) {
      const hash = sha256(content);
      const path = join(folder, pathOf(hash));
      await mkdir(dirname(path), { recursive: true });
      // Written aside and renamed: a crash leaves no half file under the name of the whole.
      const aside = `${path}.${randomUUID()}`;
      await writeFile(aside, content, { flush: true });
      await rename(aside, path);
      return hash;
    },
    async get(hash) {
      return readFile(join(folder, pathOf(hash)));
    },
  };
}
