import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { z } from 'zod';

/** A small JSON file that is written whole; without a path nothing is kept. */
export class KeptFile<T> {
  readonly #path: string | undefined;
  readonly #shape: z.ZodType<T>;

  constructor(path: string | undefined, shape: z.ZodType<T>) {
    this.#path = path;
    this.#shape = shape;
  }

  /** Undefined when nothing was written yet. Throws when the file holds something else. */
  read(): T | undefined {
    if (this.#path === undefined || !existsSync(this.#path)) return undefined;
    return this.#shape.parse(JSON.parse(readFileSync(this.#path, 'utf8')));
  }

  /** The file is the old one or the new one, whenever the process ends. */
  write(value: T): void {
    if (this.#path === undefined) return;
    mkdirSync(dirname(this.#path), { recursive: true });
    const next = `${this.#path}.next`;
    writeFileSync(next, JSON.stringify(value, null, 2));
    renameSync(next, this.#path);
  }
}
