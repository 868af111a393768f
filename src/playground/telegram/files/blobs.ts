import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Contents of files by name. What is put under one name is always the same content. */
export interface Blobs {
  put(name: string, content: Buffer): void;
  get(name: string): Buffer | undefined;
}

export function memoryBlobs(): Blobs {
  const contents = new Map<string, Buffer>();
  return {
    put: (name, content) => void contents.set(name, content),
    get: (name) => contents.get(name),
  };
}

export function folderBlobs(folder: string): Blobs {
  mkdirSync(folder, { recursive: true });
  return {
    put(name, content) {
      const path = join(folder, name);
      if (existsSync(path)) return;
      // A file that a crash cut short must never be taken for the whole one.
      writeFileSync(`${path}.part`, content);
      renameSync(`${path}.part`, path);
    },
    get(name) {
      const path = join(folder, name);
      return existsSync(path) ? readFileSync(path) : undefined;
    },
  };
}
