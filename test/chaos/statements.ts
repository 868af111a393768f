import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

const source = join(import.meta.dirname, '..', '..', 'src');

/** The product's statements that stand in files of their own, by folder and name: `jobs/claim`. */
export function readStatements(): { name: string; text: string }[] {
  const files = ['engine', 'ingress'].flatMap((room) =>
    readdirSync(join(source, room), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.sql'))
      .map((file) => join(source, room, file)),
  );
  return files.sort().map((file) => ({
    name: `${basename(dirname(dirname(file)))}/${basename(file, '.sql')}`,
    text: readFileSync(file, 'utf8'),
  }));
}

/** What ends the transactions that Prisma and the pool open. */
export const COMMIT = 'commit';
