import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A statement kept in a file of its own; `name` is that of the prepared statement. */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

/** Reads `file` beside the module: `loadStatement(import.meta.url, './sql/claim.sql')`. */
export function loadStatement(moduleUrl: string, file: string): Statement {
  const path = fileURLToPath(new URL(file, moduleUrl));
  return { name: basename(path, '.sql'), text: readFileSync(path, 'utf8') };
}
